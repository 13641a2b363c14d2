import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../stack/workspace/paths.mjs';
import { sourceFiles } from './checks/source-files.mjs';

/**
 * The declaration of a drill, at the top of its file:
 *
 *     // covers: apps/chat/src, libs/sdk/src/chat
 *     // drill: heavy, core
 *
 * `covers` are files and folders, in which `*` stands for a part of one name: a change there makes the drill run with that
 * change. The second line is left out where none of its words applies. `heavy` starts a whole system or a browser. `core` runs
 * with every change. `measure` compares times, which a busy machine spoils, and runs only when it is asked for. Every other
 * drill is in one of eight shares.
 *
 * @typedef {{ file: string, covers: string[], words: string[] }} Drill
 */
const WORDS = ['heavy', 'core', 'measure'];

/** @returns {Drill[]} */
export const allDrills = () =>
  ['apps', 'libs', 'tools']
    .flatMap((folder) => sourceFiles(folder))
    .filter((file) => file.endsWith('.drill.ts'))
    .map((file) => ({ file, ...declarationOf(readFileSync(join(ROOT, file), 'utf8')) }));

/** @param {string} source */
export function declarationOf(source) {
  const list = (/** @type {string} */ name) =>
    new RegExp(`^// ${name}: (.*)$`, 'm').exec(source.split(/^import /m)[0] ?? '')?.[1]?.split(/, */) ?? [];
  return { covers: list('covers'), words: list('drill') };
}

/** Whether a path is one of a pattern, or below it. @param {string} pattern @param {string} path */
export function isCovered(pattern, path) {
  const escaped = pattern.replace(/[$()+.?[\\\]^{|}]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '[^/]*')}(/|$)`).test(path);
}

/** What is wrong with the declarations. @param {Drill[]} drills @param {string[]} files of the repository */
export function problemsOfDrills(drills, files) {
  return drills.flatMap(({ file, covers, words }) => [
    ...(covers.length === 0 ? [`${file} declares nothing: its first line is "// covers: " with files or folders`] : []),
    ...covers
      .filter((pattern) => !files.some((each) => isCovered(pattern, each)))
      .map((pattern) => `${file} covers ${pattern}, where no file is`),
    ...words.filter((word) => !WORDS.includes(word)).map((word) => `${file}: "${word}" is none of ${WORDS.join(', ')}`),
  ]);
}
