import { createHash } from 'node:crypto';
import type { Plugin, Rollup } from 'vite';

const WORKER = 'service-worker.js';
/** The player in pages of other sites, which needs a connection anyway. */
const EMBED = /^(assets\/)?embed\b/;
/** Larger files of single features, such as the player of streams, are left out: these need a connection anyway. */
const LARGEST = 300 * 1_024;

/** Writes the list of the files that open the client without connection into its service worker. */
export function precacheList(): Plugin {
  return {
    name: 'veza:precache-list',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle[WORKER];
        if (worker?.type !== 'chunk') return this.error(`There is no ${WORKER}.`);
        const files = Object.values(bundle).filter((file) => file !== worker && isOfPages(file));
        const list = files
          .map((file) => ({ file, bytes: bytesOf(file) }))
          .filter(({ file, bytes }) => bytes.length <= LARGEST || !isOfFeature(file))
          .map(({ file: { fileName }, bytes }) => ({
            url: `/app/${fileName}`,
            revision: fileName.startsWith('assets/') ? null : createHash('sha256').update(bytes).digest('hex').slice(0, 16),
          }));
        if (!list.some(({ url }) => url === '/app/index.html')) this.error('The page is not in the list.');
        worker.code = worker.code.replace('self.__PRECACHE_LIST', JSON.stringify(list));
      },
    },
  };
}

const isOfPages = ({ fileName }: Rollup.OutputChunk | Rollup.OutputAsset) =>
  /\.(html|js|css|woff2)$/.test(fileName) && !EMBED.test(fileName);
const isOfFeature = (file: Rollup.OutputChunk | Rollup.OutputAsset) => file.type === 'chunk' && file.isDynamicEntry;
const bytesOf = (file: Rollup.OutputChunk | Rollup.OutputAsset) => Buffer.from(file.type === 'chunk' ? file.code : file.source);
