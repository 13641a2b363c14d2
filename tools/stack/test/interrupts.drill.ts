import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from '@jest/globals';
import type { TestProcess } from '@veza/testing';
import { freeOffset, launch } from './launch.js';
import { processesIn } from './left-processes.js';

/** A start with a new and with a used state folder is interrupted every 250 ms. */
const ROOT = join(import.meta.dirname, '../../..');
const place = mkdtempSync(join(tmpdir(), 'veza-interrupts-'));
chmodSync(place, 0o755);
let running: TestProcess | undefined;
afterAll(async () => {
  if (running?.running) await running.kill();
  rmSync(place, { recursive: true, force: true });
});

const moments = Array.from({ length: 20 }, (_, i) => (i + 1) * 250);

test.each(moments)('an interrupt after %d ms leaves no process', async (ms) => {
  const args = ['--empty', '--port-offset', String(await freeOffset())];
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    running = launch(ROOT, join(place, `state-${ms}`), { args });
    await sleep(ms); // the moment itself is what is tried
    running.signal(signal);
    // A launcher that has printed a line handles signals; one that Node still loads is ended by them.
    const ended = await running.ended;
    const last = running.lines.at(-1);
    expect({ ...ended, last }).toEqual({ ...(last === undefined ? { code: null, signal } : { code: 0, signal: null }), last });
    expect(processesIn(place)).toEqual([]);
  }
});
