import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../stack/workspace/paths.mjs';
import { lastLines, run } from './run.mjs';

/** Files that pass completely on `npm start`. */
function listed() {
  const list = readFileSync(join(ROOT, '.ci/conformance'), 'utf8').split('\n');
  return new Set(list.filter((line) => /^\w/.test(line)));
}

/**
 * Runs the conformance kit against a running system and prints its summary.
 *
 * @param {string | undefined} kit @param {Record<string, string>} addresses @param {string} where @param {import('./report.mjs').Report} report
 */
export async function askKit(kit, addresses, where, report) {
  if (kit === undefined) return report.note(`kit on ${where}: not run (--kit)`);
  const folder = mkdtempSync(join(tmpdir(), 'veza-kit-'));
  const json = join(folder, 'kit.json');
  try {
    const { output } = await run(join(kit, 'run'), ['--json', json], { env: { ...process.env, ...addresses } });
    report.say(lastLines(output, 60));
    /** @type {Record<string, { passed: number, failed: number, failures: { name: string, why: string }[] }>} */
    const topics = JSON.parse(readFileSync(json, 'utf8'));
    const sum = (/** @type {'passed' | 'failed'} */ field) =>
      Object.values(topics).reduce((total, topic) => total + topic[field], 0);
    const lines = Object.entries(topics).map(([topic, { passed, failed }]) => `${topic} ${passed}/${passed + failed}`);
    report.note(`kit on ${where}: ${sum('passed')} passed, ${sum('failed')} failed (${lines.join(', ')})`);
    const failures = Object.values(topics).flatMap((topic) => topic.failures);
    const expected = failures.filter(({ name }) => listed().has(name.split(' › ')[0] ?? ''));
    report.note(`  ${failures.length - expected.length} of them in files that .ci/conformance does not list yet`);
    report.check(
      `the kit on ${where} passes what .ci/conformance lists`,
      expected.length === 0 && sum('passed') > 0,
      expected.map(({ name, why }) => `${name}: ${why.split('\n')[0]}`).join('; '),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
