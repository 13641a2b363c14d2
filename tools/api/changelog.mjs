/**
 * The operations that "### Breaking" of [Unreleased] names in backticks.
 *
 * @param {string} changelog
 */
export function namedByChangelog(changelog) {
  const [, unreleased = ''] = /^## \[Unreleased\]\n([\s\S]*?)(?=^## \[|(?![\s\S]))/m.exec(changelog) ?? [];
  const [, breaking = ''] = /^### Breaking\n([\s\S]*?)(?=^##|(?![\s\S]))/m.exec(unreleased) ?? [];
  return new Set([...breaking.matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
}
