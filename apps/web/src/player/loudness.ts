import type { Track } from '@veza/sdk';

/** What tracks are played at, as music services do. */
const TARGET_LUFS = -14;
/** Peaks stay below it, so that a track which is made louder does not clip. */
const CEILING_DBTP = -1;

/** How much a track is made louder or quieter, in decibels, so that all tracks are equally loud. */
export function normalisation({ loudness_lufs, true_peak_dbtp }: Pick<Track, 'loudness_lufs' | 'true_peak_dbtp'>): number {
  if (loudness_lufs === undefined) return 0;
  const headroom = true_peak_dbtp === undefined ? 0 : CEILING_DBTP - true_peak_dbtp;
  return Math.min(TARGET_LUFS - loudness_lufs, headroom);
}

export const factorOf = (decibels: number): number => 10 ** (decibels / 20);
