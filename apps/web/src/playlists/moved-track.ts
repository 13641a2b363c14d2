/** The list with one entry at another place. */
export const withMoved = <T>(entries: readonly T[], from: number, to: number): readonly T[] => {
  const entry = entries[from];
  return entry === undefined || to < 0 || to >= entries.length ? entries : entries.toSpliced(from, 1).toSpliced(to, 0, entry);
};
