import type { Waveform } from '@veza/sdk';

/** As the drawing of the page is wide. */
const BARS = 160;
const LEAST = 0.04;

/** The loudest moment of each part, 0 to 1. */
export function barsOf({ data, length }: Pick<Waveform, 'data' | 'length'>): readonly number[] {
  const values = data.length / Math.max(length, 1);
  const loudest = Array.from({ length: BARS }, (_, bar) => {
    const from = Math.floor((bar * length) / BARS) * values;
    const to = Math.max(from + values, Math.floor(((bar + 1) * length) / BARS) * values);
    return data.slice(from, to).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  });
  const top = Math.max(...loudest, 1);
  return loudest.map((peak) => peak / top);
}

export const drawingOf = (bars: readonly number[]): string =>
  Array.from({ length: BARS }, (_, at) => {
    const half = Math.max(LEAST, bars[at] ?? 0) * 48;
    return `M${at + 0.5} ${(50 - half).toFixed(1)}V${(50 + half).toFixed(1)}`;
  }).join('');
