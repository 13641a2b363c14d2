/** Where a family of refresh tokens stands: the newest generation that was ever presented, and when lately which was. */
export interface FamilyState {
  usedGeneration: number;
  /** Generations presented for the first time within the grace, with the time in epoch milliseconds. */
  recentUses: readonly (readonly [generation: number, at: number])[];
}

/** More than this many refreshes of one family within the grace is no client's doing. */
const MOST_RECENT = 50;

export type Verdict = { kind: 'first-use'; state: FamilyState } | { kind: 'repeat' } | { kind: 'theft' };

/**
 * What a presented token means. Printed clients race and forget, so a parent that comes again gets the same successor as
 * before while that successor was never presented, and for a grace after the parent's own first time. Later than that,
 * somebody else holds a copy: theft.
 */
export function judge({ usedGeneration, recentUses }: FamilyState, generation: number, now: number, graceMs: number): Verdict {
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
