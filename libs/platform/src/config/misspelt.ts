/** Shorter names of the environment are often near to each other. */
const SHORTEST = 6;

/**
 * Given names that are unknown and one letter away from a known one: a letter more or less, another one, or two swapped.
 * A limit with such a name would silently have its default.
 */
export function misspelt(known: readonly string[], given: readonly string[]): { name: string; meant: string }[] {
  const unknown = given.filter((name) => name.length >= SHORTEST && !known.includes(name));
  return unknown.flatMap((name) => {
    const meant = known.find((each) => isOneLetterAway(name, each));
    return meant === undefined ? [] : [{ name, meant }];
  });
}

/** Compares what is left between the common beginning and the common end of two names. */
export function isOneLetterAway(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  let begin = 0;
  while (begin < shorter && a[begin] === b[begin]) begin += 1;
  let end = 0;
  while (end < shorter - begin && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [left, right] = [a.slice(begin, a.length - end), b.slice(begin, b.length - end)];
  if (left === right) return false;
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && left === [...right].reverse().join(''));
}
