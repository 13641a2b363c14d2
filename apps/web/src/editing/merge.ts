/** The fields of a form as their texts. */
export type Draft = Readonly<Record<string, string>>;

/** What happened to one field since it was read: changed here, there, or in both. */
export interface Difference {
  field: string;
  before: string;
  mine: string;
  theirs: string;
  /** Both have changed it, to different values: a person decides. */
  isConflict: boolean;
}

/** The fields that another person has changed since `before` was read. */
export function differences(before: Draft, mine: Draft, theirs: Draft): Difference[] {
  return Object.keys(before).flatMap((field) => {
    const [old = '', own = '', other = ''] = [before[field], mine[field], theirs[field]];
    if (other === old || other === own) return [];
    return [{ field, before: old, mine: own, theirs: other, isConflict: own !== old }];
  });
}

/** Both changes together. Where they conflict, `keep` names the fields that stay as they are here. */
export function merged(mine: Draft, found: readonly Difference[], keep: ReadonlySet<string>): Draft {
  const taken = found.filter(({ field, isConflict }) => !isConflict || !keep.has(field));
  return { ...mine, ...Object.fromEntries(taken.map(({ field, theirs }) => [field, theirs])) };
}

/** The fields that differ, which a change sends. */
export const changedFields = (before: Draft, now: Draft): Set<string> =>
  new Set(Object.keys(now).filter((field) => now[field] !== before[field]));
