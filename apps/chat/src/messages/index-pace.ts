/** The share of the time in which the index of the search is worked on: little, because those who send pay for it. */
const LEAST_SHARE = 0.02;
const MOST_SHARE = 0.3;
/** So far it may fall behind before it hurries, and so far until it hurries as much as it may (milliseconds). */
const PATIENCE_MS = 60_000;
const LIMIT_MS = 600_000;
const LONGEST_MS = 5_000;

/** How long to leave the database alone after a page that took so long, when what comes next was said so long ago (milliseconds). */
export function pauseAfter(tookMs: number, behindMs: number): number {
  const haste = Math.min(1, Math.max(0, (behindMs - PATIENCE_MS) / (LIMIT_MS - PATIENCE_MS)));
  const share = LEAST_SHARE + (MOST_SHARE - LEAST_SHARE) * haste;
  return Math.min(LONGEST_MS, tookMs / share - tookMs);
}
