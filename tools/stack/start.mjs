import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureBuilt, sourceFolders } from './workspace/build.mjs';
import { endCommands } from '../../libs/servers/src/command.js';
import { checkNode, ensureInstalled } from './workspace/install.mjs';
import { makeState } from './workspace/lock.mjs';
import { SetupError } from '../../libs/servers/src/setup-error.js';
import { hasDemo } from './launcher/demo.mjs';
import { writeEnvFile } from './launcher/env-file.mjs';
import { memoryOf } from './launcher/memory.mjs';
import { readOptions, USAGE } from './launcher/options.mjs';
import { claimLauncher, endLeftovers, releaseLauncher, recordStack } from './launcher/records.mjs';
import { makePlan } from './launcher/plan.mjs';
import { fetchPrograms } from './launcher/programs.mjs';
import { Stack } from './launcher/stack.mjs';
import { megabytes, renderTable, Screen } from './launcher/table.mjs';
import { watchSources } from './launcher/watch.mjs';
import { welcome } from './launcher/welcome.mjs';

/** `npm start`: runs the whole platform on a machine with only Node and npm. */
const POLL_EVERY_MS = 1_000;
const REVIVE_EVERY_MS = 250;
const MEASURE_AFTER_MS = 30_000;
const MEASURE_EVERY_MS = 15_000;

const screen = new Screen();
const say = (/** @type {string} */ text) => screen.say(`· ${text}`);
const stack = new Stack({ say, changed: (service) => showState(service) });
/** @type {Map<number, number>} */
let memory = new Map();
let ready = false;
let ending = false;
/** The end of what a killed launcher left. @type {Promise<string[]> | undefined} */
let clearing;

/** @param {import('./launcher/service.mjs').Service} service */
function showState(service) {
  const printsLine = !screen.isTerminal || service.state === 'restarting';
  if (ready && !ending && printsLine)
    say(`${service.name}: ${service.state}${service.detail === '' ? '' : ` (${service.detail})`}`);
  if (ready && screen.isTerminal && service.state === 'ready') measure();
  draw();
}

function draw() {
  if (screen.isTerminal) screen.draw(table(true));
}

/** @param {boolean} colour */
function table(colour) {
  return renderTable(
    stack.parts().map((part) => ({ ...part, memory: sizeOf(part.pids) })),
    colour,
  );
}

async function start() {
  const started = Date.now();
  const options = readOptions(process.argv.slice(2));
  if (options.help) return void console.log(USAGE);
  const envFile = options.envOut === undefined ? undefined : resolve(process.env.INIT_CWD ?? process.cwd(), options.envOut);
  if (envFile && existsSync(envFile)) rmSync(envFile); // a script that waits for the file waits for this start
  makeState();
  claimLauncher();
  clearing = endLeftovers();
  const left = await clearing;
  if (left.length > 0) say(`stopped processes of an earlier start: ${left.join(', ')}`);
  checkNode();
  const plan = await makePlan(options);
  // Fetching waits for the network while installing and building use the processor.
  await Promise.all([fetchPrograms(say, plan.servers.programs), ensureInstalled(say).then(() => ensureBuilt(say))]);
  await stack.start(plan);
  if (ending) return;
  const isDemo = hasDemo(options, process.env);
  if (isDemo) await stack.makeDemo();
  if (ending) return;
  recordStack({ ...stack.variables(), ...stack.settings() });
  measure();
  if (envFile) writeEnvFile(envFile, stack.variables());
  ready = true;
  if (!screen.isTerminal) screen.say(table(false));
  screen.say(welcome(stack.httpPort, !isDemo));
  say(`ready in ${((Date.now() - started) / 1_000).toFixed(1)} s; Ctrl-C stops everything`);
  draw();
  watch();
  void afterwards(isDemo);
  if (options.watch) watchSources(sourceFolders(), update);
}

/** Behind the start: the community of the demo, then the memory of the idle system. @param {boolean} isDemo */
async function afterwards(isDemo) {
  if (isDemo) await stack.makeCommunity().catch((error) => ending || say(error.message));
  setTimeout(reportMemory, MEASURE_AFTER_MS);
}

/** A source that does not compile leaves the running services as they are. */
async function update() {
  if (ending) return;
  try {
    await ensureBuilt(say);
    await stack.update();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  }
}

function watch() {
  every(POLL_EVERY_MS, () => stack.poll());
  every(REVIVE_EVERY_MS, () => stack.reviveServers());
  if (screen.isTerminal) setInterval(measure, MEASURE_EVERY_MS);
}

/** Repeats the work with a pause between the end of one run and the next. @param {number} ms @param {() => Promise<void>} work */
function every(ms, work) {
  setTimeout(async () => {
    if (ending) return;
    await work().catch((error) => say(error.message));
    draw();
    every(ms, work);
  }, ms);
}

/** The measured memory of these processes; undefined before it was measured. @param {readonly number[]} pids */
function sizeOf(pids) {
  const sizes = pids.flatMap((pid) => memory.get(pid) ?? []);
  return sizes.length === 0 ? undefined : sizes.reduce((sum, bytes) => sum + bytes, 0);
}

function measure() {
  memory = memoryOf([process.pid, ...stack.parts().flatMap(({ pids }) => pids.filter((pid) => pid > 0))]);
}

function reportMemory() {
  measure();
  const parts = stack.parts().map(({ name, pids }) => `${name} ${megabytes(sizeOf(pids) ?? 0)}`);
  const total = [...memory.values()].reduce((sum, bytes) => sum + bytes, 0);
  const unit = process.platform === 'linux' ? 'PSS' : 'resident';
  say(`idle memory ${megabytes(total)} MB (${unit}): launcher ${megabytes(memory.get(process.pid) ?? 0)}, ${parts.join(', ')}`);
  draw();
}

/** @param {number} code @param {string} [why] */
async function end(code, why) {
  if (ending) return;
  ending = true;
  if (why) console.error(why);
  if (code === 0) say('stopping');
  await endCommands();
  await clearing?.catch(() => undefined);
  await stack.stop();
  releaseLauncher();
  memory = new Map();
  if (ready) draw();
  if (code === 0) say('stopped');
  process.exit(code);
}

let interrupts = 0;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    interrupts += 1;
    if (interrupts === 1) void end(0);
    else if (interrupts === 3) void stack.kill().then(() => (releaseLauncher(), process.exit(1)));
  });
}
process.on('uncaughtException', (error) => void end(1, error.stack));
// npm sends SIGTERM only to its shell, which does not forward it: the loss of the parent ends the launcher.
const parent = process.ppid;
if (process.env.npm_lifecycle_event !== undefined)
  setInterval(() => process.ppid !== parent && void end(0), POLL_EVERY_MS).unref();

try {
  await start();
} catch (error) {
  await end(1, error instanceof SetupError ? error.message : error instanceof Error ? error.stack : String(error));
}
