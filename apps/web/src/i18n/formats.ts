import type { Formats } from 'use-intl';

/** Styles that messages name, as `{share, number, percent}`. Compiled messages come without those of ICU. */
export const formats = { number: { percent: { style: 'percent' } } } satisfies Formats;
