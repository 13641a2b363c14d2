import { join } from 'node:path';
import { transform } from '@swc/core';
import { buildFacts } from './build-facts.mjs';

const SWC = join(import.meta.dirname, '../../.swcrc');

/** Compiles by swc, as tests do: decorators and their metadata are the same in both. */
const typescript = {
  name: 'swc',
  transform: {
    filter: { id: /\.ts$/ },
    /** @param {string} code @param {string} id */
    async handler(code, id) {
      const compiled = await transform(code, { filename: id, configFile: SWC });
      return { code: compiled.code, map: compiled.map };
    },
  },
};

/**
 * TypeORM 1 has neither of these exports. `@nestjs/typeorm` looks for them in the `node_modules` of the running service,
 * which loads a second copy of TypeORM: an eighth of the time of a start.
 */
const typeormOnce = {
  name: 'typeorm-once',
  load: {
    filter: { id: /@nestjs\/typeorm\/dist\/common\/typeorm-compat\.js$/ },
    handler: () => 'export const [Connection, AbstractRepository] = [];',
  },
};

/**
 * Options of rolldown for a program of Node from sources of this repository: libraries by their sources, packages bundled.
 *
 * @param {{ input: Record<string, string>, outside?: string[] }} program files by entry; packages that stay imports
 * @returns {import('rolldown').InputOptions}
 */
export function bundleOptions({ input, outside = [] }) {
  return {
    input,
    platform: 'node',
    external: (id) => outside.some((name) => id === name || id.startsWith(`${name}/`)),
    transform: { define: { VEZA_BUILD: JSON.stringify(buildFacts()) } },
    resolve: { conditionNames: ['@veza/source', 'node'] },
    experimental: { resolveNewUrlToAsset: true },
    plugins: [typescript, typeormOnce],
    onLog(_level, log) {
      // Packages try optional ones, Nest kafkajs for instance. They stay imports that fail, as before.
      if (log.code !== 'UNRESOLVED_IMPORT' || !log.id?.includes('/node_modules/')) throw new Error(log.message);
    },
  };
}
