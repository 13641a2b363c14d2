/** State of a family of refresh tokens: the newest generation that was ever presented, and recent first uses. */
export interface FamilyState {
  usedGeneration: number;
  /** Generations presented for the first time within the grace, with the time in epoch milliseconds. */
  recentUses: readonly (readonly [generation: number, at: number])[];
}

/** No client refreshes more often within the grace period. */
const MOST_RECENT = 50;

export type RefreshVerdict = { kind: 'first-use'; state: FamilyState } | { kind: 'repeat' } | { kind: 'theft' };

/**
 * The verdict on a presented token. Clients race and lose responses, so a repeated parent gets the same successor as
 * before, while that successor was never presented, and for a grace period after the parent's own first use. A later
 * repeat means that another party has a copy: theft.
 */
export function judge(
  { usedGeneration, recentUses }: FamilyState,
  generation: number,
  now: number,
  graceMs: number,
): RefreshVerdict {
  const recent = recentUses.filter(([, at]) => now - at < graceMs);
  if (generation === usedGeneration) return { kind: 'repeat' };
  if (generation > usedGeneration) {
    return {
      kind: 'first-use',
      state: { usedGeneration: generation, recentUses: [...recent, [generation, now] as const].slice(-MOST_RECENT) },
    };
  }
  return recent.some(([used]) => used === generation) ? { kind: 'repeat' } : { kind: 'theft' };
}
