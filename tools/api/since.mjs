/** Characters of a line of names. */
const LINE = 120;

/**
 * `libs/contracts/src/openapi/since.ts`: what was known, and the operations that the version adds.
 *
 * @param {Readonly<Record<string, string>>} known the version of each operation
 * @param {string} version @param {readonly string[]} operations of that version
 */
export function writtenSince(known, version, operations) {
  /** @type {Map<string, string[]>} */
  const versions = new Map();
  const all = { ...known, ...Object.fromEntries(operations.filter((name) => !(name in known)).map((name) => [name, version])) };
  for (const name of operations) versions.set(all[name] ?? version, [...(versions.get(all[name] ?? version) ?? []), name]);
  const blocks = [...versions].sort(([a], [b]) => (a < b ? -1 : 1));
  return `// Made by \`node tools/api/release.mjs\` at each release; an operation that is not here is of none yet.

const VERSIONS = {
${blocks.map(([name, names]) => `  '${name}': \`\n${lines(names.toSorted()).join('\n')}\n  \`,\n`).join('')}};

/** The version that added an operation, by its id. */
export const SINCE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(VERSIONS).flatMap(([version, names]) =>
    names
      .trim()
      .split(/\\s+/)
      .map((name) => [name, version]),
  ),
);
`;
}

/** @param {readonly string[]} names */
function lines(names) {
  return names.reduce((/** @type {string[]} */ done, name) => {
    const last = done.at(-1);
    if (last === undefined || last.length + name.length + 1 > LINE) return [...done, `    ${name}`];
    return [...done.slice(0, -1), `${last} ${name}`];
  }, []);
}
