import { readFileSync, writeFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);

/**
 * Writes a file that is made from the code, or with `--check` on the command line ends with 1 where it is not what the
 * code defines.
 *
 * @param {string} name from the root of the repository @param {string} text @param {string} maker the command that writes it
 */
export function keep(name, text, maker) {
  const file = new URL(name, ROOT);
  if (!process.argv.includes('--check')) return writeFileSync(file, text);
  if (readFileSync(file, 'utf8') === text) return;
  console.error(`${name} is not what the config schemas say: run ${maker}`);
  process.exit(1);
}
