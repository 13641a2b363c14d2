import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../stack/workspace/paths.mjs';
import { report } from './report.mjs';
import { sourceFiles } from './source-files.mjs';

/**
 * No run of ten or more equal lines stands twice in source. Blank lines, comments, imports and lone punctuation do not
 * count, and neither does indentation. Tests and generated files are no source.
 */
const RUN = 10;
const SOURCE = /^((apps|libs)\/[^/]+\/src|tools)\/.*\.(tsx?|js|mjs)$/;
const NO_SOURCE = /\/generated\/|^tools\/[^/]+\/test\/|\.(spec|drill)\.ts$/;

/** @typedef {{ file: string, number: number, text: string }} Line */

const files = ['apps', 'libs', 'tools'].flatMap((folder) => sourceFiles(folder));
const code = files.filter((file) => SOURCE.test(file) && !NO_SOURCE.test(file)).map(linesThatCount);
report(duplicates(code));

/** @param {string} file @returns {Line[]} */
function linesThatCount(file) {
  const text = readFileSync(join(ROOT, file), 'utf8')
    .replace(/^\s*\/\*[\s\S]*?\*\/[ \t]*$/gm, keepNewlines)
    .replace(/^(import|export) (type )?(\{[^}]*\}|\*( as \w+)?|[\w, ]+(\{[^}]*\})?) from .*$|^import '.*$/gm, keepNewlines);
  return text.split('\n').flatMap((line, index) => {
    const trimmed = line.trim();
    return /\w/.test(trimmed) && !trimmed.startsWith('//') ? [{ file, number: index + 1, text: trimmed }] : [];
  });
}

/** @param {string} match */
function keepNewlines(match) {
  return match.replace(/[^\n]+/g, '');
}

/** @param {Line[][]} texts one a file */
function duplicates(texts) {
  /** @type {Map<string, { lines: Line[], at: number }>} */
  const seen = new Map();
  /** @type {string[]} */
  const problems = [];
  for (const lines of texts) {
    for (let at = 0; at + RUN <= lines.length; at += 1) {
      const key = lines
        .slice(at, at + RUN)
        .map(({ text }) => text)
        .join('\n');
      const earlier = seen.get(key);
      if (earlier === undefined) seen.set(key, { lines, at });
      else if (earlier.lines !== lines || earlier.at + RUN <= at) {
        const length = commonLength(earlier, { lines, at });
        problems.push(`${length} equal lines: ${place(earlier.lines[earlier.at])} and ${place(lines[at])}`);
        at += length - 1;
      }
    }
  }
  return problems;
}

/** @param {{ lines: Line[], at: number }} a @param {{ lines: Line[], at: number }} b */
function commonLength(a, b) {
  let length = RUN;
  while (b.lines[b.at + length] !== undefined && a.lines[a.at + length]?.text === b.lines[b.at + length]?.text) length += 1;
  return length;
}

/** @param {Line | undefined} line */
function place(line) {
  return line ? `${line.file}:${line.number}` : '';
}
