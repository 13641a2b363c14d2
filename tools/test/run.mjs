import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureBuiltOnce } from '../stack/workspace/build.mjs';
import { endCommands, Interrupted } from '../../libs/servers/src/command.js';
import { ensureInstalled } from '../stack/workspace/install.mjs';
import { makeState } from '../stack/workspace/lock.mjs';
import { STATE } from '../stack/workspace/paths.mjs';
import { SetupError } from '../../libs/servers/src/setup-error.js';
import { runChecks } from './checks.mjs';
import { add, failure, none } from './counts.mjs';
import { runJest } from './jest.mjs';
import { startTestServers } from './test-servers.mjs';

/**
 * `npm test [pattern…]` and `npm run drill [pattern…]`: static checks and tests, on throw-away servers. With a pattern, only
 * the matching files run, without static checks. `npm run test:unit` runs the specs beside their code, which need no server.
 */
const KINDS = /** @type {const} */ (['unit', 'drill']);
const say = (/** @type {string} */ text) => console.log(`· ${text}`);
/** @type {import('./jest.mjs').Kind} */
const kind = KINDS.find((each) => each === process.argv[2]) ?? 'spec';
const patterns = process.argv.slice(kind === 'spec' ? 2 : 3);
/** The drills take three quarters of an hour on two quiet cores. */
const limitMs = 75 * 60_000;

/** @type {Awaited<ReturnType<typeof startTestServers>> | undefined} */
let servers;
let interrupted = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    interrupted = true;
    void endCommands();
  });
}

async function run() {
  const started = Date.now();
  makeState();
  const folder = join(STATE, `test-${process.pid}`);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const total = none();
  try {
    await ensureInstalled(say);
    await (kind === 'unit' ? ensureBuiltOnce(say) : ensureBuilt(say));
    if (kind === 'spec' && patterns.length === 0) add(total, await runChecks());
    if (kind !== 'unit') servers = await startTestServers(kind, say);
    add(total, await runJest({ kind, folder, env: servers?.env ?? {}, patterns, limitMs }));
  } finally {
    await servers?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  if (interrupted) throw new Interrupted();
  say(`${((Date.now() - started) / 1_000).toFixed(0)} s`);
  return total;
}

/** Prints the counts, and writes them to VEZA_RESULT for `.ci/run`. @param {import('./counts.mjs').Counts} total */
function report(total) {
  if (process.env.VEZA_RESULT) writeFileSync(process.env.VEZA_RESULT, JSON.stringify(total));
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}

try {
  report(await run());
} catch (error) {
  if (interrupted) console.error('Interrupted. All started processes have been stopped.');
  else console.error(error instanceof SetupError ? error.message : error);
  report(failure(`npm ${kind === 'spec' ? 'test' : 'run drill'} did not run to its end`));
}
