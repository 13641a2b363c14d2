import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { transform } from '@swc/core';
import { rolldown } from 'rolldown';
import { bundledPackages } from './packages.mjs';

/**
 * `node bundle.mjs <entry…> [--outside <package>]…`, in the folder of a service: bundles `src/<entry>.ts`, the libraries and
 * the packages of npm into `dist/<entry>.js` and the chunks that entries share. Packages that are native, or that read files
 * of their own, stay outside. `dist/packages.json` lists the packages of both kinds (decision 227).
 */
const ROOT = join(import.meta.dirname, '../..');
const folder = process.cwd();
const { positionals: entries, values } = parseArgs({
  allowPositionals: true,
  options: { outside: { type: 'string', multiple: true, default: [] } },
});
const { outside } = values;

/** Compiles by swc, as tests do: decorators and their metadata are the same in both. */
const typescript = {
  name: 'swc',
  transform: {
    filter: { id: /\.ts$/ },
    /** @param {string} code @param {string} id */
    async handler(code, id) {
      const compiled = await transform(code, { filename: id, configFile: join(ROOT, '.swcrc') });
      return { code: compiled.code, map: compiled.map };
    },
  },
};

const bundle = await rolldown({
  cwd: folder,
  platform: 'node',
  input: Object.fromEntries(entries.map((entry) => [entry, `src/${entry}.ts`])),
  external: (id) => outside.some((name) => id === name || id.startsWith(`${name}/`)),
  resolve: { conditionNames: ['@veza/source', 'node'] },
  experimental: { resolveNewUrlToAsset: true },
  plugins: [typescript],
  onLog(_level, log) {
    // Packages try optional ones, Nest kafkajs for instance. They stay imports that fail, as before.
    if (log.code !== 'UNRESOLVED_IMPORT' || !log.id?.includes('/node_modules/')) throw new Error(log.message);
  },
});
rmSync(join(folder, 'dist'), { recursive: true, force: true });
const { output } = await bundle.write({
  dir: 'dist',
  sourcemap: true,
  // Nest and TypeORM read names of classes.
  keepNames: true,
  chunkFileNames: 'chunks/[name]-[hash].js',
  assetFileNames: '[name]-[hash][extname]',
});
const modules = output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
writeFileSync(join(folder, 'dist/packages.json'), JSON.stringify({ bundled: bundledPackages(modules), outside }, null, 2));
