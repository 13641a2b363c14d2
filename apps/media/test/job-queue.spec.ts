import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { trackJobs } from '@veza/contracts';
import { AppLogger } from '@veza/platform';
import { breakableLine, type BreakableLine, eventually, testRedis } from '@veza/testing';
import { Redis } from 'ioredis';
import { JobQueue } from '../src/jobs/job-queue.js';

const JOB = { trackId: 7, attempt: 1 };
const KEY = '{media}:media:transcode-7-1';

let server: Awaited<ReturnType<typeof testRedis>>;
let line: BreakableLine;
let redis: Redis;
let queue: JobQueue<typeof trackJobs.transcode>;
beforeAll(async () => {
  server = await testRedis();
  line = await breakableLine(server.url);
  redis = new Redis(server.url);
  const logger = new AppLogger({ service: 'media', replica: 'test', level: 'silent' });
  queue = new JobQueue(trackJobs.transcode, { REDIS_QUEUE_URL: line.url }, logger);
});
afterAll(async () => {
  await queue.close();
  redis.disconnect();
  await line.stop();
  await server.stop();
});

test('a job of a moment without Redis is in its queue soon after, not at the next sweep', async () => {
  line.break();
  await queue.add('transcode-7-1', JOB);
  expect(await redis.keys('*transcode-7-1')).toEqual([]);
  line.mend();
  await eventually('the job', async () => (await redis.exists(KEY)) === 1, { ms: 20_000 });
  expect(await redis.hget(KEY, 'data')).toBe(JSON.stringify(JOB));
});
