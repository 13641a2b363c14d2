import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { eventually, testRedis, type RunningServer } from '@veza/testing';
import { clientOf, listening, work } from './work.js';

let server: RunningServer;

beforeAll(async () => {
  Logger.overrideLogger(false); // it logs, correctly, that Redis is away
  server = await testRedis();
});

afterAll(() => server.stop());

test('Redis killed under load and back empty: no call hangs, no write runs twice, and calls succeed again', async () => {
  const runs = new Map<number, number>();
  const replica = await listening({ redisUrl: server.url }, (rpc) => {
    rpc.addHandler(work.run.subject, async ({ id }: { id: number }) => {
      runs.set(id, (runs.get(id) ?? 0) + 1);
      return { id, replica: 'here' };
    });
  });
  const { rpc, wire } = clientOf(server.url);
  const ends: { code: string; ms: number }[] = [];
  let next = 0;
  let going = true;
  const callers = Array.from({ length: 16 }, async () => {
    while (going) {
      const started = performance.now();
      const code = await rpc.call(work.run, { id: ++next }, { deadlineMs: 2_000 }).then(
        () => 'OK',
        (error: { code: string }) => error.code,
      );
      ends.push({ code, ms: performance.now() - started });
    }
  });
  const answered = (): number => ends.filter(({ code }) => code === 'OK').length;

  await eventually('load', () => answered() > 500);
  await server.kill();
  await eventually('refusals', () => ends.some(({ code }) => code === 'UNAVAILABLE'));
  const before = answered();
  await server.restart({ wipe: true });
  await eventually('load again', () => answered() > before + 500, { ms: 10_000 });
  going = false;
  await Promise.all(callers);

  expect(new Set(ends.map(({ code }) => code))).toEqual(new Set(['OK', 'UNAVAILABLE']));
  expect(Math.max(...runs.values())).toBe(1);
  await Promise.all([replica.close(), wire.close()]);
});

test('a caller that starts while Redis is away is rejected after three seconds, and served once Redis is up', async () => {
  await server.stop();
  const { rpc, wire } = clientOf(server.url);
  // At its deadline of eight seconds it would be DEADLINE.
  await expect(rpc.call(work.look, { id: 1 })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(wire.connected).toBe(false);

  await server.start();
  const replica = await listening({ redisUrl: server.url }, (rpc) =>
    rpc.addHandler(work.look.subject, () => Promise.resolve({ id: 1, replica: 'here' })),
  );
  await eventually('an answer', () => rpc.call(work.look, { id: 1 }));
  await Promise.all([replica.close(), wire.close()]);
});
