import { StartFailure } from '@veza/platform';
import { readConfig } from './config.js';
import { makeStore } from './store/make-store.js';
import { moveObjects } from './store/move-objects.js';
import { MovingStore } from './store/moving-store.js';

/**
 * Copies all objects from MEDIA_STORE_FALLBACK to MEDIA_STORE while the service runs with the same two:
 * `node apps/media/dist/move-store.js [--delete]`. With `--delete` each object is removed from the old store, after it was
 * compared with its copy. Interrupted, it goes on when started again. It prints what it has done as JSON.
 */
const PRINTED_EVERY = 1_000;

const { store, prepare } = await makeStore(readConfig());
if (!(store instanceof MovingStore)) throw new StartFailure('MEDIA_STORE_FALLBACK is required: the store to move from');
await prepare();
let count = 0;
const done = await moveObjects(store, process.argv.includes('--delete'), (sum) => {
  count += 1;
  if (count % PRINTED_EVERY === 0) process.stderr.write(`${JSON.stringify(sum)}\n`);
});
process.stdout.write(`${JSON.stringify(done)}\n`);
