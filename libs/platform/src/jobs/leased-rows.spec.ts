import { expect, jest, test } from '@jest/globals';
import { SYSTEM } from '@veza/contracts';
import { requestContext } from '@veza/transport';
import { AppLogger } from '../logging/app-logger.js';
import { Metrics } from '../metrics/metrics.js';
import { Shutdown } from '../shutdown/shutdown.js';
import { LeasedRows, type LeasedRowsPlan } from './leased-rows.js';
import { doubling } from './queue-limits.js';

const HOUR = 3_600_000;

/** A queue of numbers; each run ends when the spec ends it. */
function setUp(plan: Partial<LeasedRowsPlan<number>> & { due: number[]; leases?: boolean }) {
  const { due, leases = true, limits = { atOnce: 2 }, ...rest } = plan;
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = new AppLogger({ service: 'test', replica: 'one', level: 'warn', destination });
  const metrics = new Metrics();
  const shutdown = new Shutdown(logger, 10_000, jest.fn());
  const takes: number[] = [];
  const runs: { row: number; end: () => void; fail: (cause: Error) => void; signal: AbortSignal }[] = [];
  const rows = new LeasedRows<number>(
    {
      name: 'numbers',
      limits: { everyMs: HOUR, ...limits },
      take: async (most) => {
        takes.push(most);
        return leases ? due.splice(0, most) : due.slice(0, most);
      },
      depth: async () => ({ waiting: due.length, oldestSeconds: 5 }),
      run: (row, signal) => new Promise((end, fail) => runs.push({ row, end, fail, signal })),
      ...rest,
    },
    { logger, shutdown, metrics },
  );
  const until = async (what: () => boolean) => {
    while (!what()) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  return { rows, runs, takes, lines, logger, shutdown, metrics, until };
}

test('rows run side by side up to the limit, and the end of a run is followed by a look while rows are left', async () => {
  const { rows, runs, takes, shutdown, until } = setUp({ due: [1, 2, 3] });
  rows.begin();
  rows.kick();
  await until(() => runs.length === 2);
  await rows.look(); // no place is free
  expect(takes).toEqual([2]);
  runs[0]?.end();
  await until(() => runs.length === 3);
  expect(runs.map(({ row }) => row)).toEqual([1, 2, 3]);
  expect(takes[1]).toBe(1);
  for (const run of runs) run.end();
  await shutdown.run('test');
});

test('rows that a look left for the end of another one, as the third of one receiver, need no slow look', async () => {
  const due = [1, 2];
  const take = async () => due.splice(0, 1);
  const { rows, runs, shutdown, until } = setUp({ due, take });
  rows.begin();
  await rows.look();
  expect(runs.map(({ row }) => row)).toEqual([1]);
  runs[0]?.end();
  await until(() => runs.length === 2);
  runs[1]?.end();
  await shutdown.run('test');
});

test('a kick while every place is taken is followed by a look when a place becomes free', async () => {
  const due = [1, 2];
  const { rows, runs, shutdown, until } = setUp({ due, limits: { atOnce: 3 } });
  rows.begin();
  await rows.look();
  due.push(3, 4);
  await rows.look();
  await rows.look(); // every place is taken
  expect(runs.map(({ row }) => row)).toEqual([1, 2, 3]);
  runs[0]?.end();
  await until(() => runs.length === 4);
  for (const run of runs) run.end();
  await shutdown.run('test');
});

test('a run that rejects is given to the plan, is followed by no look of its own, and ends no other', async () => {
  const failed = jest.fn<(row: number, cause: unknown) => Promise<void>>().mockRejectedValue(new Error('no note'));
  const { rows, runs, takes, lines, shutdown, until } = setUp({ due: [1, 2, 3], limits: { atOnce: 1 }, failed });
  rows.begin();
  await rows.look();
  const cause = new Error('the server is away');
  runs[0]?.fail(cause);
  await until(() => lines.length > 0);
  expect(failed.mock.calls).toEqual([[1, cause]]);
  expect(lines.join('')).toContain('no note');
  await new Promise((resolve) => setImmediate(resolve));
  expect(takes).toEqual([1]);
  await rows.look();
  expect(runs.map(({ row }) => row)).toEqual([1, 2]);
  runs[1]?.end();
  await until(() => runs.length === 3);
  runs[2]?.end();
  await shutdown.run('test');
});

test('rows that are not leased wait here for their turn, and a stop leaves those that have not begun', async () => {
  const { rows, runs, takes, lines, shutdown, until } = setUp({
    due: [1, 2, 3, 4],
    leases: false,
    limits: { atOnce: 1, most: 9 },
  });
  rows.begin();
  await rows.look();
  runs[0]?.fail(new Error('one of many'));
  await until(() => runs.length === 2);
  expect(lines.join('')).toContain('one of many');
  expect(takes).toEqual([9]);
  let stopped = false;
  const stopping = shutdown.run('test').then(() => (stopped = true));
  await until(() => runs[1]?.signal.aborted === true);
  expect(stopped).toBe(false);
  runs[1]?.end();
  await stopping;
  await rows.look();
  expect([runs.length, takes]).toEqual([2, [9]]);
});

test('a run has the caller "system" and a request of its own, also when a request has kicked it', async () => {
  const seen: unknown[] = [];
  const run = async () => void seen.push(requestContext.get());
  const { rows, shutdown, until } = setUp({ due: [1, 2], run });
  rows.begin();
  requestContext.run({ requestId: 'of a user', caller: SYSTEM, deadlineAt: 1 }, () => rows.kick());
  await until(() => seen.length === 2);
  expect(seen).toEqual([1, 2].map(() => ({ requestId: expect.not.stringContaining('of a user'), caller: SYSTEM })));
  expect(new Set(seen.map((context) => JSON.stringify(context))).size).toBe(2);
  await shutdown.run('test');
});

test('a look that fails is logged and repeated', async () => {
  const take = jest.fn<() => Promise<number[]>>().mockRejectedValueOnce(new Error('no database')).mockResolvedValue([]);
  const { rows, lines, shutdown, until } = setUp({ due: [], take, limits: { atOnce: 1, everyMs: 1 } });
  rows.begin();
  await until(() => take.mock.calls.length > 1);
  expect(lines.join('')).toContain('no database');
  await shutdown.run('test');
});

test('doubling pauses', () => expect(doubling(30, 4)).toEqual([30, 60, 120, 240]));

test('a queue publishes what waits, the age of the oldest, and how many rows were given up', async () => {
  const { rows, metrics } = setUp({ due: [1, 2] });
  rows.gaveUp();
  const { body } = await metrics.text();
  for (const line of [
    'veza_queue_waiting_rows{queue="numbers"} 2',
    'veza_queue_oldest_seconds{queue="numbers"} 5',
    'veza_queue_given_up_total{queue="numbers"} 1',
  ])
    expect(body).toContain(`\n${line}\n`);
});
