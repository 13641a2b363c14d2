import { z } from 'zod';

/** The value of a JSON text; undefined when it is none, which every schema refuses. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A text of `min` to `max` characters. NUL is refused: Postgres cannot keep it. */
export const text = (min: number, max: number) =>
  z
    .string()
    .min(min)
    .max(max)
    .refine((value) => !value.includes('\0'), 'must not contain a NUL character');

/** A name or a title: one line, without white space around it. */
export const label = (min: number, max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !/\p{Cc}/u.test(value), 'must not contain control characters')
    .trim()
    .min(min);
