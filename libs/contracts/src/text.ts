import { z } from 'zod';

/** The value of a JSON text, or undefined when the text is not JSON; every schema rejects undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** NUL and unpaired surrogates: Postgres stores neither, in `text` or in `jsonb`. */
const UNKEEPABLE = /\0|\p{Cs}/u;

export const isKeepable = (value: string): boolean => !UNKEEPABLE.test(value);

/** A text of `min` to `max` characters that Postgres can store. */
export const text = (min: number, max: number) =>
  z.string().min(min).max(max).refine(isKeepable, 'must not contain NUL characters or unpaired surrogates');

/** A name or a title: one line; surrounding white space is trimmed. */
export const label = (min: number, max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !/[\p{Cc}\p{Cs}]/u.test(value), 'must not contain control characters or unpaired surrogates')
    .trim()
    .min(min);

/** The joiners inside of an emoji, and those that Arabic and Indic scripts need between letters. */
const JOINERS = new RegExp(String.raw`\p{RGI_Emoji}|(?<=[\p{scx=Arabic}\p{scx=Devanagari}\p{M}])[\u200c\u200d]`, 'gv');

/** A label without invisible characters, which make it look like another one or change the direction of the text around it. */
export const visibleLabel = (min: number, max: number) =>
  label(min, max).refine((value) => !/\p{Cf}/u.test(value.replace(JOINERS, '')), 'must not contain invisible characters');
