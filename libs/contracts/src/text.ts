import { z } from 'zod';

/** The value of a JSON text; undefined when it is none, which every schema refuses. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** NUL, and one half of a character outside of the basic plane: Postgres keeps neither as it is, in no text and in no JSON. */
const UNKEEPABLE = /\0|\p{Cs}/u;

export const isKeepable = (value: string): boolean => !UNKEEPABLE.test(value);

/** A text of `min` to `max` characters that can be kept. */
export const text = (min: number, max: number) =>
  z.string().min(min).max(max).refine(isKeepable, 'must not contain a NUL character or half a character');

/** A name or a title: one line, without white space around it. */
export const label = (min: number, max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !/[\p{Cc}\p{Cs}]/u.test(value), 'must not contain control characters or half a character')
    .trim()
    .min(min);
