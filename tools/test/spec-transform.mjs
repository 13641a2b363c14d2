import { relative } from 'node:path';
import swcJest from '@swc/jest';
import { ROOT } from '../stack/workspace/paths.mjs';
import { isGrouped } from './groups.mjs';

/** Comments and imports at the top of a file, which Prettier has formatted. */
const HEAD = /^(?:\s|\/\/.*\n|\/\*[^]*?\*\/|import\b[^;]*;)*/;

/**
 * The source of a spec in a `describe` with the name of its file. An `await` at its top level is a syntax error there.
 *
 * @param {string} source @param {string} file
 */
export function inDescribe(source, file) {
  const [head] = HEAD.exec(source) ?? [''];
  return `${head}describe(${JSON.stringify(file)}, () => {${source.slice(head.length)}});\n`;
}

/**
 * What follows the imports of a spec stands in a `describe` with the name of its file, which a group needs (`groups.mjs`).
 * No line moves.
 *
 * @param {import('@swc/core').Options} options
 * @returns {import('@jest/transform').SyncTransformer}
 */
export function createTransformer(options) {
  const { process, getCacheKey } = swcJest.createTransformer(options);
  if (!process || !getCacheKey) throw new Error('@swc/jest has another interface than expected');
  const wrapped = (/** @type {string} */ source, /** @type {string} */ path) => {
    const file = relative(ROOT, path);
    return file.endsWith('.spec.ts') && isGrouped(file) ? inDescribe(source, file) : source;
  };
  return {
    process: (source, path, run) => process(wrapped(source, path), path, run),
    getCacheKey: (source, path, run) => getCacheKey(wrapped(source, path), path, run),
  };
}
export default { createTransformer };
