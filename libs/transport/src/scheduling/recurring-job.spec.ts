import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { RecurringJob } from './recurring-job.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A job whose runs are ended by the test. */
function setUp() {
  const ends: { resolve: (pauseMs?: number) => void; reject: (cause: Error) => void }[] = [];
  const failures: unknown[] = [];
  const job = new RecurringJob(
    () => new Promise<number | void>((resolve, reject) => ends.push({ resolve: (pauseMs) => resolve(pauseMs), reject })),
    { everyMs: 100, onFailure: (cause) => failures.push(cause) },
  );
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  return { job, ends, failures, pass };
}

test('a run begins everyMs after the end of the one before it', async () => {
  const { job, ends, pass } = setUp();
  job.start();
  await pass(99);
  expect(ends).toHaveLength(0);
  await pass(1);
  expect(ends).toHaveLength(1);
  await pass(1_000);
  expect(ends).toHaveLength(1);
  ends[0]?.resolve();
  await pass(100);
  expect(ends).toHaveLength(2);
});

test('the work sets the pause after its run, and runIn moves the next run', async () => {
  const { job, ends, pass } = setUp();
  job.start(0);
  await pass(0);
  ends[0]?.resolve(5);
  await pass(5);
  expect(ends).toHaveLength(2);
  ends[1]?.resolve();
  await pass(50);
  job.runIn(10);
  await pass(10);
  expect(ends).toHaveLength(3);
});

test('runIn during a run limits the pause after it', async () => {
  const { job, ends, pass } = setUp();
  job.start(0);
  await pass(0);
  job.runIn(20);
  job.runIn(50);
  ends[0]?.resolve();
  await pass(20);
  expect(ends).toHaveLength(2);
  ends[1]?.resolve();
  await pass(99);
  expect(ends).toHaveLength(2);
});

test('a failed run is reported and followed by the next one', async () => {
  const { job, ends, failures, pass } = setUp();
  job.start(0);
  await pass(0);
  const cause = new Error('the database is away');
  ends[0]?.reject(cause);
  await pass(100);
  expect([failures, ends.length]).toEqual([[cause], 2]);
});

test('stop waits for the current run, and no other run follows', async () => {
  const { job, ends, pass } = setUp();
  job.start(0);
  await pass(0);
  let stopped = false;
  void job.stop().then(() => (stopped = true));
  await pass(1_000);
  expect(stopped).toBe(false);
  ends[0]?.resolve();
  await pass(1_000);
  expect([stopped, ends.length]).toEqual([true, 1]);
});

test('stop between two runs resolves at once', async () => {
  const { job, ends, pass } = setUp();
  job.start();
  await job.stop();
  job.runIn(0);
  await pass(1_000);
  expect(ends).toHaveLength(0);
});

test('a run that a request brings forward, and those after it, are no part of the request', async () => {
  const request = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const job = new RecurringJob(async () => void seen.push(request.getStore()), { everyMs: 100, onFailure: () => undefined });
  job.start();
  request.run('a request with a deadline', () => job.runIn(0));
  await jest.advanceTimersByTimeAsync(250);
  expect(seen).toEqual([undefined, undefined, undefined]);
  await job.stop();
});
