import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { command, endCommands } from '../stack/workspace/command.mjs';
import { ROOT, STATE } from '../stack/workspace/paths.mjs';
import { runConformance } from './conformance.mjs';

/** What `.ci/run` does after the install: every stage runs, whatever the ones before it found, and the counts are added up. */
const RESULTS = join(STATE, 'results');
const stages = [
  { name: 'npm test', run: () => script('test', [], 35 * 60_000) },
  { name: 'npm run drill', run: () => script('drill', ['run', 'drill'], 35 * 60_000) },
  { name: 'conformance', run: () => runConformance(RESULTS) },
];

/** @param {string} name @param {string[]} args @param {number} limitMs */
async function script(name, args, limitMs) {
  const file = join(RESULTS, `${name}.json`);
  const { code } = await command('npm', args.length > 0 ? args : ['test'], {
    cwd: ROOT,
    env: { ...process.env, VEZA_RESULT: file },
    limitMs,
  });
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const result = JSON.parse(readFileSync(file, 'utf8'));
  return { passed: result.passed, failed: result.failed === 0 && code !== 0 ? 1 : result.failed };
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
let interrupted = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    interrupted = true;
    endCommands('SIGTERM');
  });
}

const total = { passed: 0, failed: 0 };
const summary = [];
for (const { name, run } of stages) {
  if (interrupted) break;
  console.log(`\n=== ${name}`);
  const started = Date.now();
  const result = await run();
  summary.push(`${name}: ${result.passed} passed, ${result.failed} failed in ${((Date.now() - started) / 1_000).toFixed(0)} s`);
  total.passed += result.passed;
  total.failed += result.failed;
}
console.log(`\n${summary.join('\n')}\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 && !interrupted ? 0 : 1;
