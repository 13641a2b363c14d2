import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningServer, startRedis } from '@veza/testing';
import { clockFinding, redisFindings } from '../src/index.js';

let queue: RunningServer;
let cache: RunningServer;
beforeAll(async () => {
  [queue, cache] = await Promise.all([
    startRedis(),
    startRedis({ settings: { 'maxmemory-policy': 'allkeys-lru', appendonly: 'no' } }),
  ]);
});
afterAll(() => Promise.all([queue.stop(), cache.stop()]));

const config = (REDIS_QUEUE_URL: string, others = REDIS_QUEUE_URL) => ({
  REDIS_QUEUE_URL,
  REDIS_RPC_URL: others,
  REDIS_PUBSUB_URL: others,
  REDIS_CACHE_URL: others,
});

test('a Redis that keeps its keys is well for every role, and one that evicts them for all but queues', async () => {
  expect(await redisFindings(config(queue.url))).toEqual([]);
  expect(await redisFindings(config(queue.url, cache.url))).toEqual([]);
  expect(await redisFindings(config(cache.url, queue.url))).toEqual([
    'Redis of REDIS_QUEUE_URL has maxmemory-policy allkeys-lru, which drops jobs: set it to noeviction',
    'Redis of REDIS_QUEUE_URL has no append-only file, so a restart loses jobs: set appendonly yes',
  ]);
});

test('a Redis that is away or refuses the password is a sentence without it', async () => {
  const wrong = queue.url.replace(/:[^:@]+@/, ':another-password@');
  const away = 'redis://:another-password@127.0.0.1:1';
  const found = [...(await redisFindings(config(wrong))), ...(await redisFindings(config(away)))];
  expect(found).toEqual([
    expect.stringMatching(/^Redis of REDIS_URL does not respond \(WRONGPASS/),
    expect.stringMatching(/^Redis of REDIS_URL does not respond \(connect ECONNREFUSED/),
  ]);
  expect(found.join()).not.toContain('another-password');
});

test('clocks that differ by more than five seconds are named with their direction', () => {
  expect(clockFinding(4_000)).toBeUndefined();
  expect(clockFinding(61_000)).toBe('has a clock 61 s ahead of that of this machine: run NTP on both');
  expect(clockFinding(-6_000)).toContain('6 s behind');
});
