import { afterEach, expect, jest, test } from '@jest/globals';
import { ConcurrencyLimit } from './concurrency-limit.js';

afterEach(() => void jest.useRealTimers());

/** Tasks that run until they are ended. */
function setUp(limit: ConcurrencyLimit, usual = '') {
  jest.useFakeTimers();
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const submit = (name: string, group = usual) =>
    limit
      .run(async () => {
        log.push(`${name} in`);
        await new Promise<void>((resolve) => ends.push(resolve));
      }, group)
      .then(
        () => log.push(`${name} out`),
        () => log.push(`${name} rejected`),
      );
  const end = async () => {
    ends.shift()?.();
    await jest.advanceTimersByTimeAsync(0);
  };
  return { log, submit, end };
}

test('tasks beyond the limit run in order; one task too many, and one that waits too long, is rejected', async () => {
  const { log, submit, end } = setUp(new ConcurrencyLimit({ concurrency: 1, maxQueued: 2, maxWaitMs: 1_000 }));
  for (const name of ['a', 'b', 'c', 'd']) void submit(name);
  await jest.advanceTimersByTimeAsync(900);
  expect(log.splice(0)).toEqual(['a in', 'd rejected']);
  await end();
  expect(log.splice(0).sort()).toEqual(['a out', 'b in']);
  await jest.advanceTimersByTimeAsync(100);
  expect(log.splice(0)).toEqual(['c rejected']);
  void submit('e');
  await jest.advanceTimersByTimeAsync(500);
  await end();
  expect(log.splice(0).sort()).toEqual(['b out', 'e in']);
  await end();
  void submit('f');
  await jest.advanceTimersByTimeAsync(0);
  expect(log).toEqual(['e out', 'f in']);
});

test('a group takes at most its part of the slots, and its queue goes on when one of its own ends', async () => {
  const limit = new ConcurrencyLimit({ concurrency: 2, perGroup: 1 });
  const [first, second, other, last] = [task(), task(), task(), task()];
  const running = [limit.run(first.run, 'many'), limit.run(second.run, 'many')];
  running.push(limit.run(other.run, 'one'), limit.run(last.run, 'two'));
  await nextTick();
  expect([first, second, other, last].map(({ started }) => started)).toEqual([true, false, true, false]);
  other.end();
  await nextTick();
  expect([second.started, last.started]).toEqual([false, true]);
  first.end();
  await nextTick();
  expect(second.started).toBe(true);
  for (const each of [second, last]) each.end();
  await Promise.all(running);
});

test('a failed task frees its slot', async () => {
  const limit = new ConcurrencyLimit({ concurrency: 1, maxQueued: 0 });
  await expect(limit.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await limit.run(() => Promise.resolve(null))).toBeNull();
});

const nextTick = () => new Promise((resolve) => setImmediate(resolve));

/** A task that runs until it is ended. */
function task() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let started = false;
  return {
    run: () => {
      started = true;
      return ended;
    },
    end: () => end(),
    get started() {
      return started;
    },
  };
}

test('tasks run one after the other, in order', async () => {
  const limit = new ConcurrencyLimit({ concurrency: 1, maxWaitMs: 1_000 });
  const [first, second, third] = [task(), task(), task()];
  const done = [first, second, third].map((each) => limit.run(each.run));
  expect([first.started, second.started, third.started]).toEqual([true, false, false]);
  first.end();
  await done[0];
  expect([second.started, third.started]).toEqual([true, false]);
  second.end();
  third.end();
  await Promise.all(done);
});

test('a task that waits too long is rejected and takes no slot', async () => {
  const limit = new ConcurrencyLimit({ concurrency: 1, maxWaitMs: 20 });
  const [first, late] = [task(), task()];
  const running = limit.run(first.run);
  await expect(limit.run(late.run)).rejects.toMatchObject({ code: 'OVERLOADED', retryAfter: 1 });
  first.end();
  await running;
  expect(late.started).toBe(false);
  await expect(limit.run(async () => 'next')).resolves.toBe('next');
});

test('a failed task admits the next one', async () => {
  const limit = new ConcurrencyLimit({ concurrency: 1, maxWaitMs: 1_000 });
  const failing = limit.run(() => Promise.reject(new Error('no')));
  const next = limit.run(async () => 'next');
  await expect(failing).rejects.toThrow('no');
  await expect(next).resolves.toBe('next');
});

test('groups take turns, however many tasks one of them has queued', async () => {
  const limit = new ConcurrencyLimit({ concurrency: 1 });
  const order: string[] = [];
  const submit = (group: string, name: string) => limit.run(async () => void order.push(name), group);
  await Promise.all([
    ...Array.from({ length: 5 }, (_, n) => submit('many', `many ${n}`)),
    submit('few', 'few 0'),
    submit('few', 'few 1'),
    submit('other', 'other 0'),
  ]);
  // The first ran at once; then the groups follow in the order of their first task.
  expect(order).toEqual(['many 0', 'many 1', 'few 0', 'other 0', 'many 2', 'few 1', 'many 3', 'many 4']);
});

test('a group that fills the queue keeps no other group out', async () => {
  const { log, submit, end } = setUp(new ConcurrencyLimit({ concurrency: 1, maxQueued: 4 }), 'many');
  for (const name of ['many 0', 'many 1', 'many 2', 'many 3', 'many 4', 'many 5']) void submit(name);
  for (const name of ['few 0', 'few 1', 'few 2', 'other 0']) void submit(name, name.slice(0, -2));
  await jest.advanceTimersByTimeAsync(0);
  const rejected = ['many 5', 'many 4', 'many 3', 'few 2', 'many 2'].map((name) => `${name} rejected`);
  expect(log.splice(0).sort()).toEqual(['many 0 in', ...rejected].sort());
  for (let i = 0; i < 5; i += 1) await end();
  expect(log.filter((line) => line.endsWith(' in'))).toEqual(['many 1 in', 'few 0 in', 'other 0 in', 'few 1 in']);
});

test('a task that waits too long leaves its group, and the queue length covers all groups', async () => {
  const limit = new ConcurrencyLimit({ concurrency: 1, maxQueued: 2, maxWaitMs: 20 });
  const first = task();
  const running = limit.run(first.run, 'a');
  const [second, third] = [limit.run(task().run, 'a'), limit.run(task().run, 'b')];
  await expect(limit.run(task().run, 'c')).rejects.toMatchObject({ code: 'OVERLOADED' });
  await expect(second).rejects.toMatchObject({ code: 'OVERLOADED' });
  await expect(third).rejects.toMatchObject({ code: 'OVERLOADED' });
  first.end();
  await running;
  await expect(limit.run(async () => 'next', 'b')).resolves.toBe('next');
});

test('a queue that stands refuses what has waited, and a group with few tasks is served', async () => {
  jest.useFakeTimers();
  const limit = new ConcurrencyLimit({ concurrency: 1, maxWaitMs: 10_000, standsAfter: 4 });
  const ends: string[] = [];
  const task = () => new Promise((resolve) => setTimeout(resolve, 50));
  const submit = (group: string) =>
    limit.run(task, group).then(
      () => ends.push(`${group} served`),
      () => ends.push(`${group} refused`),
    );
  const flood = Array.from({ length: 120 }, () => submit('flood'));
  await jest.advanceTimersByTimeAsync(6 * 50);
  const user = submit('user');
  await jest.advanceTimersByTimeAsync(120 * 50);
  await Promise.all([...flood, user]);
  expect(ends).toContain('user served');
  const [served, refused] = ['served', 'refused'].map((end) => ends.filter((each) => each === `flood ${end}`).length);
  expect([served, refused]).toEqual([expect.any(Number), 120 - Number(served)]);
  expect(served).toBeGreaterThan(25); // 1.5 s of tasks
  expect(refused).toBeGreaterThan(60);
});

test('the group that cost least is next, and the dearest one gives its place', async () => {
  const limit = new ConcurrencyLimit({ concurrency: 1, maxQueued: 2, cheapestFirstMs: 10_000 });
  const { log, submit } = setUp(limit);
  const run = (ms: number, group: string) =>
    limit.run(async () => {
      log.push(group);
      await new Promise((resolve) => setTimeout(resolve, ms));
    }, group);
  const first = run(1_000, 'dear');
  const [dear, cheap] = [run(1_000, 'dear'), run(1, 'cheap')];
  await jest.advanceTimersByTimeAsync(1_000);
  expect(log.splice(0)).toEqual(['dear', 'cheap']);
  await jest.advanceTimersByTimeAsync(1);
  await Promise.all([first, cheap]);
  expect(log.splice(0)).toEqual(['dear']);
  const refused = run(1, 'dear').catch(() => log.push('refused'));
  void submit('a', 'one');
  void submit('b', 'two');
  await refused;
  await jest.advanceTimersByTimeAsync(1_000);
  await dear;
  expect(log).toEqual(['refused', 'a in']);
});
