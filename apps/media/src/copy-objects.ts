import { StartFailure } from '@veza/platform';
import { readConfig } from './config.js';
import { makeStore } from './store/make-store.js';
import { checkFiles, loadObjects, saveObjects } from './store/stored-files.js';

/**
 * The objects of a backup (decision 237): `node apps/media/dist/copy-objects.js save|check|load <folder>` with the variables
 * of media. `save` copies the store into the folder, `check` compares the folder with its hashes and the store with an empty
 * one, `load` copies the folder into the store. It prints what it has copied as JSON. Exit code 1 with a sentence.
 */
const ACTS = { save: saveObjects, check: checkFiles, load: loadObjects };
const [name = '', folder = ''] = process.argv.slice(2);

try {
  const act = Object.entries(ACTS).find(([each]) => each === name)?.[1];
  if (!act || folder === '') throw new StartFailure('Give save, check or load, and a folder');
  const { store, prepare } = await makeStore(readConfig());
  await prepare();
  process.stdout.write(`${JSON.stringify(await act(store, folder))}\n`);
} catch (error) {
  if (!(error instanceof StartFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
