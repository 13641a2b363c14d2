import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';
import { bundleOptions } from './bundle-options.mjs';
import { bundledPackages } from './packages.mjs';

/**
 * Escapes characters above U+00FF: V8 keeps a source with one of them in two bytes a character, in every process. Lines
 * stay as they are, so that source maps hold.
 */
const oneByteSources = {
  name: 'one-byte-sources',
  /** @param {string} code */
  renderChunk: (code) => ({ code: code.replace(/[^\0-\xff]/g, escaped), map: null }),
};
/** @param {string} character */
const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * `node bundle.mjs <entry…> [--outside <package>]…`, in the folder of a service: bundles `src/<entry>.ts`, the libraries and
 * the packages of npm into `dist/<entry>.js` and the chunks that entries share. Packages that are native, or that read files
 * of their own, stay outside. `dist/packages.json` lists the packages of both kinds (decision 227).
 */
const folder = process.cwd();
const { positionals: entries, values } = parseArgs({
  allowPositionals: true,
  options: { outside: { type: 'string', multiple: true, default: [] } },
});
const { outside } = values;
const input = Object.fromEntries(entries.map((entry) => [entry, join(folder, 'src', `${entry}.ts`)]));

const bundle = await rolldown(bundleOptions({ input, outside }));
const { output } = await bundle.write({
  dir: join(folder, 'dist'),
  cleanDir: true,
  sourcemap: true,
  // Nest and TypeORM read names of classes.
  keepNames: true,
  comments: false,
  minify: false, // removal of dead code prints anew what is escaped
  plugins: [oneByteSources],
  chunkFileNames: 'chunks/[name]-[hash].js',
  assetFileNames: '[name]-[hash][extname]',
});
const modules = output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
writeFileSync(join(folder, 'dist/packages.json'), JSON.stringify({ bundled: bundledPackages(modules), outside }, null, 2));
