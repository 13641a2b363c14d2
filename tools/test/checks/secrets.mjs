import { execFileSync } from 'node:child_process';
import { extname, join } from 'node:path';
import { ROOT } from '../../stack/workspace/paths.mjs';
import { report } from './report.mjs';
import { sourceFiles } from './source-files.mjs';

/** No file has a token, a key or a password of a known shape. Examples that look like one are in `.secretlintrc.json`. */
const BINARY = new Set(['.png', '.jpg', '.wav', '.mp3', '.ico']);
/** Installed or third-party files. */
const OTHERS = new Set(['.env', 'package-lock.json']);
/** The time of secretlint grows with the square of the files that it is given at once. */
const BATCH = 300;

const files = sourceFiles().filter((file) => !BINARY.has(extname(file)) && !OTHERS.has(file));
/** @type {string[]} */
const problems = [];
for (let from = 0; from < files.length; from += BATCH) {
  const args = [join(ROOT, 'node_modules/secretlint/bin/secretlint.js'), '--no-glob', '--format=unix', '--no-color'];
  try {
    execFileSync(process.execPath, [...args, ...files.slice(from, from + BATCH)], { cwd: ROOT, encoding: 'utf8' });
  } catch (error) {
    problems.push(String(/** @type {{ stdout?: string }} */ (error).stdout));
  }
}
report(problems);
