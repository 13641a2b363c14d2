import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS } from '@veza/contracts';
import { eventually, testRedis, type RunningServer } from '@veza/testing';
import { requestContext, type RpcServer } from '../src/index.js';
import { clientOf, listening, work } from './work.js';

let server: RunningServer;
let replica: RpcServer;
const ran = new Set<number>();
const aborted = new Set<number>();
let remaining: number | undefined;

/** Runs until its signal aborts, and a little longer. */
async function untilAborted({ id }: { id: number }): Promise<unknown> {
  ran.add(id);
  const context = requestContext.get();
  remaining = (context?.deadlineAt ?? 0) - performance.now();
  await new Promise<void>((resolve) => context?.signal?.addEventListener('abort', () => resolve()));
  aborted.add(id);
  await pause(100);
  return { id, replica: 'here' };
}

beforeAll(async () => {
  server = await testRedis();
  replica = await listening({ redisUrl: server.url, concurrency: 2 }, (rpc) => rpc.addHandler(work.run.subject, untilAborted));
});

afterAll(async () => {
  await replica.close();
  await server.stop();
});

test('a deadline rejects the call on time and aborts the signal of the handler', async () => {
  const { rpc, wire } = clientOf(server.url);
  await rpc.call(work.run, { id: 0 }, { deadlineMs: 1 }).catch(() => undefined); // connects
  const took: number[] = [];
  for (const id of [1, 2, 3]) {
    const started = performance.now();
    await expect(rpc.call(work.run, { id }, { deadlineMs: 300 })).rejects.toMatchObject({ code: 'DEADLINE' });
    took.push(performance.now() - started);
  }
  expect(Math.min(...took)).toBeGreaterThanOrEqual(299);
  expect(Math.min(...took)).toBeLessThan(600); // a busy machine may be late, but not every time
  // On a busy machine a request may have spent its time in the queue.
  await eventually('a handler to be aborted', async () => {
    await rpc.call(work.run, { id: 1 }, { deadlineMs: 300 }).catch(() => undefined);
    return aborted.has(1);
  });
  await wire.close();
});

test('a request whose deadline passes in the queue is not run', async () => {
  const { rpc, wire } = clientOf(server.url);
  const busy = [2, 3].map((id) => rpc.call(work.run, { id }, { deadlineMs: 600 }).catch((error: unknown) => error));
  await eventually('both slots are taken', () => ran.has(2) && ran.has(3));
  await expect(rpc.call(work.run, { id: 4 }, { deadlineMs: 200 })).rejects.toMatchObject({ code: 'DEADLINE' });
  await Promise.all(busy);
  await eventually('the queue was looked at', () => aborted.has(3));
  await rpc.call(work.run, { id: 5 }, { deadlineMs: 1_000 }).catch(() => undefined); // was queued behind it
  expect(ran.has(5)).toBe(true);
  expect(ran.has(4)).toBe(false);
  await wire.close();
});

test('the remaining time is sent along', async () => {
  const { rpc, wire } = clientOf(server.url);
  const context = { requestId: 'outer', caller: ANONYMOUS };
  // On a busy machine a request may have spent its time in the queue.
  const sent = await eventually('a request to run', async () => {
    remaining = undefined;
    await requestContext.run({ ...context, deadlineAt: performance.now() + 250 }, () =>
      expect(rpc.call(work.run, { id: 6 })).rejects.toMatchObject({ code: 'DEADLINE' }),
    );
    return remaining;
  });
  expect(sent).toBeLessThanOrEqual(250); // a call by itself has 5 s
  await requestContext.run({ ...context, deadlineAt: performance.now() - 1 }, () =>
    expect(rpc.call(work.run, { id: 7 })).rejects.toMatchObject({ code: 'DEADLINE' }),
  );
  expect(ran.has(7)).toBe(false);
  await wire.close();
});

test('a client that leaves ends a cancellable call and aborts the signal of its handler', async () => {
  const { rpc, wire } = clientOf(server.url);
  const [client, call] = [new AbortController(), { ...work.run, cancellable: true }];
  const context = { requestId: 'left', caller: ANONYMOUS, signal: client.signal };
  const reply = requestContext
    .run(context, () => rpc.call(call, { id: 8 }, { deadlineMs: 120_000 }))
    .catch((error: unknown) => error);
  await eventually('the handler to run', () => ran.has(8));
  client.abort();
  expect(await reply).toMatchObject({ code: 'DEADLINE' });
  await eventually('the handler to be aborted', () => aborted.has(8), { ms: 3_000 });
  const late = requestContext.run(context, () => rpc.call(call, { id: 9 }));
  await expect(late).rejects.toMatchObject({ code: 'DEADLINE' });
  await wire.close();
});
