/** Tokens and signed addresses carry times; above a minute a service is not ready. */
const MOST_OFFSET_MS = 5_000;

/** The sentence about a server whose clock is so many milliseconds ahead of that of this machine. */
export function clockFinding(aheadMs: number): string | undefined {
  if (Math.abs(aheadMs) <= MOST_OFFSET_MS) return undefined;
  const direction = aheadMs > 0 ? 'ahead of' : 'behind';
  return `has a clock ${Math.round(Math.abs(aheadMs) / 1_000)} s ${direction} that of this machine: run NTP on both`;
}
