import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { ROOT } from '../../stack/workspace/paths.mjs';
import { writeGroup } from '../groups.mjs';
import { runJest } from '../jest.mjs';

const place = mkdtempSync(join(tmpdir(), 'veza-jest-runs-'));
const folder = join(place, 'run');
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** Writes specs, and returns their paths from the root. */
function specs(sources: Record<string, string>): string[] {
  return Object.entries(sources).map(([name, source]) => {
    mkdirSync(join(place, 'specs'), { recursive: true });
    const file = join(place, 'specs', `${name}.spec.ts`);
    writeFileSync(file, `import { expect, test } from '@jest/globals';\n${source}`);
    return relative(ROOT, file);
  });
}
const run = { folder, env: {}, options: [] };

test('each spec of a group has its tests, its failures and its cost', async () => {
  const members = specs({
    busy: `import { spawn } from 'node:child_process';
      import { once } from 'node:events';
      test('another process works', async () => {
        const work = spawn(process.execPath, ['-e', 'while (process.cpuUsage().user < 700_000);']);
        expect(await once(work, 'exit')).toEqual([0, null]);
      });`,
    empty: `const never = () => test('it', () => {});`,
    red: `test('one', () => expect(1).toBe(2)); test('two', () => {});`,
  });
  const results = await runJest(
    { path: writeGroup(join(folder, 'groups'), 'some/1.mjs', members), specs: members, limitMs: 60_000 },
    run,
  );
  expect(results).toEqual([
    expect.objectContaining({ file: '3 specs of some/1.mjs', passed: 0, failed: 0 }),
    expect.objectContaining({ file: members[0], passed: 1, failed: 0, failures: [], starts: 1 }),
    expect.objectContaining({ file: members[1], passed: 0, failed: 1, failures: [`${members[1]}: it has no test`] }),
    expect.objectContaining({ file: members[2], passed: 1, failed: 1, starts: 0 }),
  ]);
  const [whole, busy, , red] = results;
  expect(red?.failures).toEqual([
    `${members[2]}: one: Error: expect(received).toBe(expected) // Object.is equality Expected: 2 Received: 1`,
  ]);
  expect(busy?.cpuMs).toBeGreaterThan(600); // of the other process
  expect(whole?.cpuMs).toBeGreaterThan(100); // of jest itself
}, 120_000);

test.each([
  ['is no program', { broken: 'const = ;' }, 60_000, /Unexpected token/],
  ['ends its process', { ends: `test('it', () => process.kill(process.pid, 'SIGKILL'));` }, 60_000, /it wrote no report/],
  [
    'does not end',
    { waits: `test('it', () => new Promise(() => setInterval(() => {}, 1_000)), 100_000);` },
    6_000,
    /it wrote no report/,
  ],
])(
  'a file that %s has failed',
  async (_name, source, limitMs, reason) => {
    const [spec = ''] = specs(source);
    const results = await runJest({ path: join(ROOT, spec), specs: [], limitMs }, run);
    expect(results).toMatchObject([{ file: spec, passed: 0, failed: 1, failures: [expect.stringMatching(reason)] }]);
  },
  120_000,
);
