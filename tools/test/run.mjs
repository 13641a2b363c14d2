import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureBuiltOnce } from '../stack/workspace/build.mjs';
import { endCommands, Interrupted } from '../../libs/servers/src/command.js';
import { ensureInstalled } from '../stack/workspace/install.mjs';
import { makeState } from '../stack/workspace/lock.mjs';
import { STATE } from '../stack/workspace/paths.mjs';
import { SetupError } from '../../libs/servers/src/setup-error.js';
import { failure, sum } from './counts.mjs';
import { inLanes } from './lanes.mjs';
import { isWhole, readArguments, seedOf } from './arguments.mjs';
import { partsOf } from './plan.mjs';
import { measurePatience } from './patience.mjs';
import { progressOf } from './progress.mjs';
import { keepCosts, keptCosts, printCost, printDearest } from './report.mjs';
import { judge } from './second-run.mjs';
import { startTestServers } from './test-servers.mjs';

/**
 * `npm test [pattern…]` and `npm run drill -- all|pattern…`: checks and tests on throw-away servers, in two lanes. With a
 * pattern, only the matching files run, each once. `npm run test:unit` runs the specs beside their code, which need no server.
 * `npm test -- --landing` is `.ci/run`: it has drills, the conformance kit and other machines as well.
 */
const say = (/** @type {string} */ text) => console.log(`· ${text}`);
const run = readArguments(process.argv.slice(2));
const seed = seedOf(run, process.env.TEST_SEED);
const patience = measurePatience();
const limitMs = (run.kind === 'drill' ? 240 : 85) * 60_000;

/** @typedef {Awaited<ReturnType<typeof startTestServers>>} Servers */
/** @type {Set<Servers>} */
const running = new Set();
let interrupted = false;
let late = false;
/** @type {ReturnType<typeof progressOf> | undefined} */
let progress;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    interrupted = true;
    void endCommands(run.landing ? 60_000 : undefined); // a command of a landing may have servers to stop
  });
}
const limit = setTimeout(() => {
  late = true;
  void endCommands();
}, limitMs);

/** New servers, and a run on them. @param {string} folder @returns {Promise<{ servers: Servers | undefined, run: import('./jest.mjs').Run }>} */
async function withServers(folder) {
  const each = {
    folder,
    options: run.options,
    aloud: !isWhole(run),
    onEvent: /** @type {import('./jest.mjs').OnEvent} */ ((name, event) => progress?.event(name, event)),
  };
  const TEST_PATIENCE = String(patience);
  if (run.kind === 'unit') return { servers: undefined, run: { ...each, env: { TEST_PATIENCE } } };
  const servers = await startTestServers(run.landing || run.kind === 'drill' ? 'drill' : 'spec', say);
  running.add(servers);
  return { servers, run: { ...each, env: { ...servers.env, TEST_PATIENCE, TEST_SEED: seed } } };
}

/** @param {Servers | undefined} servers */
async function stop(servers) {
  if (!servers || !running.delete(servers)) return;
  await servers.stop();
}

/** @returns {Promise<import('./counts.mjs').Counts>} */
async function runParts() {
  makeState();
  const folder = join(STATE, `test-${process.pid}`);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  /** @type {ReturnType<typeof withServers> | undefined} */
  let shared;
  const plan = {
    run: async () => {
      if (!shared && run.kind !== 'unit') say(`TEST_SEED=${seed} repeats the choices of this run`);
      shared ??= withServers(folder);
      return (await shared).run;
    },
    again: async (/** @type {import('./test-files.mjs').Work} */ work) => {
      const own = await withServers(folder);
      return work(own.run).finally(() => stop(own.servers));
    },
  };
  try {
    await ensureInstalled(say);
    await (run.kind === 'unit' ? ensureBuiltOnce(say) : ensureBuilt(say));
    const parts = await partsOf(run, { plan: isWhole(run) ? plan : { run: plan.run }, folder, say });
    /** @type {import('./counts.mjs').Result[]} */
    const first = [];
    progress = progressOf(parts, { known: keptCosts() });
    await inLanes(parts, (results) => {
      first.push(...results);
      progress?.ended(results);
    });
    progress = undefined;
    await stop((await shared)?.servers);
    const { results, unstable } = await judge(first, { say });
    printDearest(first);
    keepCosts(first);
    const counts = sum(results);
    for (const line of [...counts.failures.map((failure) => `FAILED: ${failure}`), ...unstable]) console.log(line);
    return counts;
  } finally {
    await Promise.all([...running].map(stop));
    rmSync(folder, { recursive: true, force: true });
    clearTimeout(limit);
  }
}

/** @param {import('./counts.mjs').Counts} total */
function report(total) {
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}

try {
  const counts = await runParts();
  if (interrupted) throw new Interrupted();
  printCost();
  report(counts);
} catch (error) {
  if (interrupted) console.error('Interrupted. All started processes have been stopped.');
  else console.error(error instanceof SetupError ? error.message : error);
  if (late) console.log(`The run did not end within ${limitMs / 60_000} minutes.`);
  report(failure('the run did not end'));
}
