// covers: tools/stack
// drill: measure
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from '@jest/globals';
import type { TestProcess } from '@veza/testing';
import { freeOffset, launch } from './launch.js';
import { processesIn } from './left-processes.js';

/** A start with a new and with a used state folder is interrupted every 400 ms. */
const ROOT = join(import.meta.dirname, '../../..');
const place = mkdtempSync(join(tmpdir(), 'veza-interrupts-'));
chmodSync(place, 0o755);
let running: TestProcess | undefined;
afterAll(async () => {
  if (running?.running) await running.kill();
  rmSync(place, { recursive: true, force: true });
});

const moments = Array.from({ length: 12 }, (_, i) => (i + 1) * 400);

test.each(moments)('an interrupt after %d ms leaves no process', async (ms) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const { ended, last } = await interrupted(ms, signal);
    // A launcher that has printed a line handles signals; one that Node still loads is ended by them.
    expect({ ...ended, last }).toEqual({ ...(last === undefined ? { code: null, signal } : { code: 0, signal: null }), last });
    expect(processesIn(place)).toEqual([]);
  }
});

/** Starts once more if another test has taken a port meanwhile. */
async function interrupted(ms: number, signal: NodeJS.Signals): Promise<{ ended: object; last: string | undefined }> {
  for (;;) {
    running = launch(ROOT, join(place, `state-${ms}`), { args: ['--empty', '--port-offset', String(await freeOffset())] });
    await sleep(ms); // the moment itself is what is tried
    running.signal(signal);
    const ended = await running.ended;
    const last = running.lines.at(-1);
    if (ended.code === 0 || !/^Port \d+ .* is in use/.test(last ?? '')) return { ended, last };
  }
}
