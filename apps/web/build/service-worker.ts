import { createHash } from 'node:crypto';
import { build, defaultClientConditions, type Plugin, type Rollup } from 'vite';

const WORKER = 'service-worker.js';
/** The player in pages of other sites, which needs a connection anyway. */
const EMBED = /^(assets\/)?embed\b/;
/** Larger files of single features, such as the player of streams, are left out: these need a connection anyway. */
const LARGEST = 300 * 1_024;

/** Makes the service worker, with the list of the files that open the client without connection. */
export function serviceWorker(): Plugin {
  let root = '';
  return {
    name: 'veza:service-worker',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const files = Object.values(bundle).filter(isOfPages);
        const list = files
          .map((file) => ({ file, bytes: bytesOf(file) }))
          .filter(({ file, bytes }) => bytes.length <= LARGEST || !isOfFeature(file))
          .map(({ file: { fileName }, bytes }) => ({
            url: `/app/${fileName}`,
            revision: fileName.startsWith('assets/') ? null : createHash('sha256').update(bytes).digest('hex').slice(0, 16),
          }));
        if (!list.some(({ url }) => url === '/app/index.html')) this.error('The page is not in the list.');
        const code = await workerOf(root);
        const source = code.replace('self.__PRECACHE_LIST', () => JSON.stringify(list));
        if (source === code) this.error('The worker names no list.');
        this.emitFile({ type: 'asset', fileName: WORKER, source });
      },
    },
  };
}

/** One script without imports: not every browser takes a module as a service worker. */
async function workerOf(root: string): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    resolve: { conditions: ['@veza/source', ...defaultClientConditions] },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: 'worker/service-worker.ts', output: { format: 'iife', codeSplitting: false } },
    },
  });
  const [output] = 'output' in built ? [built] : Array.isArray(built) ? built : [];
  const [chunk] = output?.output ?? [];
  if (chunk === undefined) throw new Error('The worker has no script');
  return chunk.code;
}

const isOfPages = ({ fileName }: Rollup.OutputChunk | Rollup.OutputAsset) =>
  /\.(html|js|css|woff2)$/.test(fileName) && !EMBED.test(fileName);
const isOfFeature = (file: Rollup.OutputChunk | Rollup.OutputAsset) => file.type === 'chunk' && file.isDynamicEntry;
const bytesOf = (file: Rollup.OutputChunk | Rollup.OutputAsset) => Buffer.from(file.type === 'chunk' ? file.code : file.source);
