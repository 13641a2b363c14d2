/** The height of an hour is four times the size of the text. */
const REM_PER_MINUTE = 4 / 60;
/** A moved appointment begins at a quarter of an hour. */
export const STEP = 15;
/** Shorter appointments are as high as this many minutes, so that a line of text fits. */
const LOWEST = 15;

/** The minutes at the upper and the lower edge of the grid. */
export interface Edges {
  first: number;
  last: number;
}

export const heightOf = ({ first, last }: Edges): string => `${(last - first) * REM_PER_MINUTE}rem`;

/** Where something between two minutes stands in a column. */
export function placeAt({ first, last }: Edges, from: number, to: number): { top: string; height: string } {
  const top = Math.max(first, from);
  return {
    top: `${(top - first) * REM_PER_MINUTE}rem`,
    height: `${Math.max(LOWEST, Math.min(last, to) - top) * REM_PER_MINUTE}rem`,
  };
}

/** The minute at a height in a column, in pixels; `rem` is the size of the text. */
export const minuteAt = ({ first }: Edges, pixels: number, rem: number): number => first + pixels / rem / REM_PER_MINUTE;

/** The next quarter of an hour, within the grid. */
export const stepAt = ({ first, last }: Edges, minute: number): number =>
  Math.min(Math.max(first, Math.round(minute / STEP) * STEP), last - STEP);
