import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, testRedis, type RunningServer } from '@veza/testing';
import { clientOf, listening, outcomes, work } from './work.js';

let server: RunningServer;

beforeAll(async () => {
  server = await testRedis();
});

afterAll(() => server.stop());

/** A handler that runs until `open` is called. */
function gate(): {
  handler: (input: { id: number }) => Promise<unknown>;
  open: () => void;
  running: () => number;
  most: () => number;
  ran: Set<number>;
} {
  let open = (): void => undefined;
  let running = 0;
  let most = 0;
  const ran = new Set<number>();
  const opened = new Promise<void>((resolve) => (open = resolve));
  const handler = async ({ id }: { id: number }): Promise<unknown> => {
    ran.add(id);
    most = Math.max(most, ++running);
    await opened;
    running--;
    return { id, replica: 'here' };
  };
  return { handler, open, running: () => running, most: () => most, ran };
}

test('a server takes no more than its concurrency, and a full queue rejects at once', async () => {
  const { handler, open, running, most, ran } = gate();
  const replica = await listening({ redisUrl: server.url, concurrency: 4, queueBound: 10 }, (rpc) =>
    rpc.addHandler(work.run.subject, handler),
  );
  const { rpc, wire } = clientOf(server.url);
  const taken = Array.from({ length: 4 }, (_, id) => rpc.call(work.run, { id }));
  await eventually('four run', () => running() === 4);

  const queued = Array.from({ length: 30 }, (_, id) => rpc.call(work.run, { id: 10 + id }));
  let waits = true;
  void Promise.race(queued.slice(0, 10).map((each) => each.catch(() => undefined))).then(() => (waits = false));
  expect(await outcomes(queued.slice(10))).toEqual({ OVERLOADED: 20 });
  expect(waits).toBe(true); // the rejections above did not wait for a free slot

  open();
  expect(await outcomes([...taken, ...queued.slice(0, 10)])).toEqual({ OK: 14 });
  expect(most()).toBe(4);
  expect(ran.size).toBe(14);
  await Promise.all([replica.close(), wire.close()]);
});

test('a slow handler occupies only its own slot', async () => {
  const { handler, open } = gate();
  const replica = await listening({ redisUrl: server.url, concurrency: 2 }, (rpc) => {
    rpc.addHandler(work.run.subject, handler);
    rpc.addHandler(work.look.subject, ({ id }: { id: number }) => Promise.resolve({ id, replica: 'here' }));
  });
  const { rpc, wire } = clientOf(server.url);
  const slow = rpc.call(work.run, { id: 1 }, { deadlineMs: 40_000 });
  for (let id = 0; id < 100; id++) await rpc.call(work.look, { id }); // the slow handler is still running
  open();
  await slow;
  await Promise.all([replica.close(), wire.close()]);
});

test('a request that was not started in time is rejected and does not run', async () => {
  const { handler, open, running, ran } = gate();
  const replica = await listening({ redisUrl: server.url, concurrency: 1 }, (rpc) => rpc.addHandler(work.run.subject, handler));
  const { rpc, wire } = clientOf(server.url);
  const first = rpc.call(work.run, { id: 1 });
  await eventually('the slot is taken', () => running() === 1);
  const second = outcomes([rpc.call(work.run, { id: 2 })]);
  expect(Object.keys(await second)).toEqual(['UNAVAILABLE']); // at the deadline it would be DEADLINE
  open();
  await first;
  await rpc.call(work.run, { id: 3 });
  expect([...ran]).toEqual([1, 3]);
  await Promise.all([replica.close(), wire.close()]);
});
