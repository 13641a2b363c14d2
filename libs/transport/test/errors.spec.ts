import { createSecretKey } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { DeclaredError, rpc as contract } from '@veza/contracts';
import { eventually, testRedis, type RunningServer } from '@veza/testing';
import { Redis } from 'ioredis';
import type { RpcServer } from '../src/index.js';
import { z } from 'zod';
import { signed } from '../src/rpc/rpc-keys.js';
import { READ_VERSION } from '../src/rpc/wire-format.js';
import { KEYS } from './keys.js';
import { clientOf, listening } from './work.js';

const define = <Name extends string>(name: Name) =>
  contract(`work.faults.${name}`, {
    permission: 'internal',
    summary: '',
    request: z.strictObject({ n: z.int().default(1) }),
    reply: z.object({ n: z.int() }),
  });
const faults = {
  declared: define('declared'),
  undeclared: define('undeclared'),
  misfit: define('misfit'),
  huge: define('huge'),
  missing: define('missing'),
  forged: define('forged'),
};

let server: RunningServer;
let replica: RpcServer;
const logged: string[] = [];
let forgedCalls = 0;

beforeAll(async () => {
  server = await testRedis();
  const write = (message: unknown): void => void logged.push(String(message));
  const logger = { log: write, warn: write, error: write };
  replica = await listening({ redisUrl: server.url, checkReplies: true, logger }, (rpc) => {
    const handle = (of: { subject: string }, handler: (input: { n: number }) => unknown): void =>
      rpc.addHandler(of.subject, async (input: { n: number }) => handler(input), false, { contract: of });
    handle(faults.declared, () => {
      throw new DeclaredError('PRECONDITION_FAILED', {
        message: 'It is at 7',
        details: [{ field: 'n', message: 'old' }],
        retryAfter: 3,
        current: { n: 7 },
      });
    });
    handle(faults.undeclared, () => {
      throw new TypeError('password is hunter2');
    });
    handle(faults.misfit, ({ n }) => ({ n: `${n}` }));
    handle(faults.forged, ({ n }) => {
      forgedCalls += 1;
      return { n };
    });
    handle(faults.huge, () => ({ n: 1, extra: 'x'.repeat(5 << 20) }));
  });
});

afterAll(async () => {
  await replica.close();
  await server.stop();
});

beforeEach(() => void logged.splice(0));

test('a declared error arrives as the same class with all its fields', async () => {
  const { rpc, wire } = clientOf(server.url);
  const error: unknown = await rpc.call(faults.declared, {}).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DeclaredError);
  expect(error).toMatchObject({
    code: 'PRECONDITION_FAILED',
    status: 412,
    message: 'It is at 7',
    details: [{ field: 'n', message: 'old' }],
    retryAfter: 3,
    current: { n: 7 },
  });
  expect(logged).toEqual([]);
  await wire.close();
});

test('an undeclared error arrives as INTERNAL; its cause is only logged, under the request id', async () => {
  const { rpc, wire } = clientOf(server.url);
  const error: unknown = await rpc.call(faults.undeclared, {}).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'INTERNAL', message: 'Internal server error' });
  expect(JSON.stringify(error)).not.toContain('hunter2');
  expect(logged).toHaveLength(1);
  expect(logged[0]).toMatch(/work\.faults\.undeclared failed \(request [0-9a-f-]{36}\): TypeError: password is hunter2/);
  await wire.close();
});

test('invalid input names its fields; unknown fields are rejected', async () => {
  const { rpc, wire } = clientOf(server.url);
  await expect(rpc.call(faults.declared, { n: 1.5 })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    details: [{ field: 'n' }],
  });
  const wide: { n: number } = Object.assign({ n: 1 }, { m: 2 });
  await expect(rpc.call(faults.declared, wide)).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    details: [{ field: 'm', message: 'Unknown field' }],
  });
  await wire.close();
});

test('an invalid or too large reply is an error of the service', async () => {
  const { rpc, wire } = clientOf(server.url);
  await expect(rpc.call(faults.misfit, {})).rejects.toMatchObject({ code: 'INTERNAL' });
  expect(logged.join()).toContain('The reply does not fit its contract (n: ');
  await expect(rpc.call(faults.huge, {})).rejects.toMatchObject({ code: 'INTERNAL' });
  await expect(rpc.call(faults.missing, {})).rejects.toMatchObject({ code: 'INTERNAL' });
  expect(logged.join()).toContain('There is no handler for this subject');
  await wire.close();
});

test('an entry that no service signed, or not as it is, is dropped, and the requests beside it are served', async () => {
  const { rpc, wire } = clientOf(server.url);
  const redis = new Redis(server.url);
  const caller = { kind: 'user', userId: 1, sessionId: 's', role: 'user' };
  const body = JSON.stringify({ i: '1', r: 'r:test:forger', s: faults.forged.subject, b: 60_000, q: 'q', c: caller, d: {} });
  const entry = signed(KEYS, 'test', 'work', body);
  const stamp = Date.now();
  const forged = [
    'rubbish',
    '1 {"half": ',
    `${stamp} ${body}`,
    `${stamp} ${signed(() => [createSecretKey(Buffer.alloc(32, 8))], 'test', 'work', body)}`,
    `${stamp} ${entry.replace('"role":"user"', '"role":"admin"')}`,
    `${stamp} ${entry.replace('test', 'gateway')}`,
    `${stamp} ${signed(KEYS, 'other', 'work', body)}`, // for the channel of another caller
  ];
  await redis.rpush('rpc:{work}:q', ...forged);
  await expect(rpc.call(faults.declared, {})).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
  await eventually('log lines', () => logged.filter((line) => line.includes('not a signed request')).length === forged.length);
  expect(forgedCalls).toBe(0);
  await redis.rpush('rpc:{work}:q', `${Date.now()} ${entry}`);
  await eventually('the entry that was not changed runs', () => forgedCalls === 1);
  redis.disconnect();
  await wire.close();
});

test('a request of a later release is answered and not run, and one of the release before runs', async () => {
  const [redis, replies] = [new Redis(server.url), new Redis(server.url)];
  const heard: string[] = [];
  replies.on('message', (_, message: string) => heard.push(message));
  await replies.subscribe('r:test:release');
  const caller = { kind: 'user', userId: 1, sessionId: 's', role: 'user' };
  const request = { i: '1', r: 'r:test:release', s: faults.forged.subject, b: 60_000, q: 'q', c: caller, d: {} };
  const push = (more: object) =>
    redis.rpush('rpc:{work}:q', `${Date.now()} ${signed(KEYS, 'test', 'work', JSON.stringify({ ...more, ...request }))}`);
  const before = forgedCalls;
  await push({ v: READ_VERSION + 1 });
  await eventually('an answer', () => heard.length === 1);
  expect(forgedCalls).toBe(before);
  await push({ v: READ_VERSION });
  await push({}); // as 0.2.0 wrote it
  await eventually('both run', () => forgedCalls === before + 2);
  for (const each of [redis, replies]) each.disconnect();
});

test('a request that is too large never reaches Redis', async () => {
  const { rpc, wire } = clientOf(server.url);
  const wide: { n: number } = Object.assign({ n: 1 }, { text: 'x'.repeat(2 << 20) });
  await expect(rpc.call(faults.declared, wide)).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  await wire.close();
});
