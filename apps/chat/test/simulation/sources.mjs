import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

/** Loader hooks that run the TypeScript sources, also those of the libraries, so that no older build is tested. */

const { $schema, exclude, ...swc } = JSON.parse(await readFile(new URL('../../../../.swcrc', import.meta.url), 'utf8'));

/** @type {import('node:module').ResolveHook} */
export function resolve(specifier, context, next) {
  const ours = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
  const conditions = ['@veza/source', ...context.conditions];
  return next(ours ? specifier.replace(/\.js$/, '.ts') : specifier, { ...context, conditions });
}

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { ...swc, filename, swcrc: false, sourceMaps: 'inline' });
  return { format: 'module', source: code, shortCircuit: true };
}
