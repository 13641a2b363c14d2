import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { command, endCommands } from '../../libs/servers/src/command.js';
import { SetupError } from '../../libs/servers/src/setup-error.js';
import { otherNodeVersions, provideNode } from '../node/provide.mjs';
import { ROOT, STATE } from '../stack/workspace/paths.mjs';
import { checkAdvisories } from './advisories.mjs';
import { runConformance } from './conformance.mjs';
import { add, confirmed, failure, none } from './counts.mjs';
import { runFirstContact } from './first-contact.mjs';

/** The stages of `.ci/run` after the install. Every stage runs, also after a failure, and the counts are added up. */
const RESULTS = join(STATE, 'results');
const stages = [
  { name: 'npm test', run: () => npm('test') },
  { name: 'npm run drill', run: () => npm('run', 'drill') },
  { name: 'other machines', run: otherMachines },
  { name: 'conformance', run: () => runConformance(RESULTS) },
  { name: 'advisories', run: checkAdvisories },
];

/**
 * The stages above run on the installed Node and with what is installed; the images and the benchmarks run on 24, contributors
 * perhaps on 20.19, and a newcomer has Node alone. Side by side, because the first contact mostly waits for downloads.
 */
async function otherMachines() {
  const total = none();
  const journeys = otherNodeVersions().map((version) => journeyOn(version));
  for (const counts of await Promise.all([runFirstContact(), ...journeys])) add(total, counts);
  return total;
}

/** With its servers and its build, a run of jest takes longer than its own limit. @param {string[]} args */
const npm = (...args) => counted(args.join('-'), 'npm', args, 85 * 60_000);

/** The smoke journey with everything on this Node: the specs, the services and their native packages. @param {string} version */
async function journeyOn(version) {
  const node = await provideNode(version, (text) => console.log(`· ${text}`));
  return counted(`node-${version}`, node, ['tools/test/run.mjs', 'apps/e2e/test/smoke'], 10 * 60_000);
}

/**
 * Runs a command that writes its counts to VEZA_RESULT. Without counts, or with an exit code that contradicts them, it failed.
 *
 * @param {string} name @param {string} program @param {string[]} args @param {number} limitMs
 */
async function counted(name, program, args, limitMs) {
  const file = join(RESULTS, `${name}.json`);
  const { code } = await command(program, args, { cwd: ROOT, env: { ...process.env, VEZA_RESULT: file }, limitMs });
  if (!existsSync(file)) return failure('no counts were written');
  return confirmed(JSON.parse(readFileSync(file, 'utf8')), name, code);
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
let interrupted = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    interrupted = true;
    void endCommands(60_000); // npm test stops its servers first
  });
}

const total = none();
const summary = [];
for (const { name, run } of stages) {
  if (interrupted) break;
  console.log(`\n=== ${name}`);
  const started = Date.now();
  const result = await run().catch((error) => {
    console.error(error instanceof SetupError ? error.message : error);
    return failure('broken off');
  });
  summary.push(`${name}: ${result.passed} passed, ${result.failed} failed in ${((Date.now() - started) / 1_000).toFixed(0)} s`);
  add(total, { ...result, failures: result.failures.map((each) => `FAILED: ${name}: ${each}`) });
}
console.log(`\n${[...total.failures, ...summary].join('\n')}\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 && !interrupted ? 0 : 1;
