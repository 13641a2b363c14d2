/** How far the index of the search is, and whether anybody pays for it now. */
export interface Lag {
  /** How long ago that was said which was indexed last (milliseconds). */
  readonly behindMs: number;
  /** How long nobody has said anything (milliseconds). */
  readonly quietMs: number;
}

/** The share of the time in which the index is worked on: little, because those who send pay for it, and more while there are none. */
const LEAST_SHARE = 0.02;
const QUIET_SHARE = 0.1;
const MOST_SHARE = 0.3;
const QUIET_MS = 1_000;
/** So far it may fall behind before it hurries, and so far until it hurries as much as it may (milliseconds). */
const PATIENCE_MS = 60_000;
const LIMIT_MS = 600_000;
const LONGEST_MS = 5_000;

const isQuiet = ({ quietMs }: Lag): boolean => quietMs >= QUIET_MS;

/** Messages of the next page. A large one costs less a message; of whoever sends meanwhile, it costs as much time as it takes. */
export const pageAfter = (lag: Lag | undefined): number => (lag && isQuiet(lag) ? 100 : 30);

/** How long to leave the database alone after a page that took so long (milliseconds). */
export function pauseAfter(tookMs: number, lag: Lag): number {
  const haste = Math.min(1, Math.max(0, (lag.behindMs - PATIENCE_MS) / (LIMIT_MS - PATIENCE_MS)));
  const share = Math.max(isQuiet(lag) ? QUIET_SHARE : 0, LEAST_SHARE + (MOST_SHARE - LEAST_SHARE) * haste);
  return Math.min(LONGEST_MS, tookMs / share - tookMs);
}
