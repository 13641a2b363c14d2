import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { eventually, freePort, startRedis, type RunningServer } from '@veza/testing';
import { Redis } from 'ioredis';
import type { RpcServer } from '../src/index.js';
import { clientOf, listening, outcomes, work } from './work.js';

const PASSWORD = 'sentinel-of-a-test';
const folder = mkdtempSync(join(tmpdir(), 'veza-sentinel-'));

let nodes: RunningServer[] = [];
let sentinel: ChildProcess;
let watcher: Redis;
let url: string;
let replica: RpcServer;
const runs = new Map<number, number>();

/** A master, a replica of it in sync, and a sentinel that moves the mastership after a second of silence. */
beforeAll(async () => {
  Logger.overrideLogger(false);
  const settings = { masterauth: PASSWORD, appendonly: 'no' };
  const master = await startRedis({ password: PASSWORD, settings });
  const second = await startRedis({ password: PASSWORD, settings: { ...settings, replicaof: `127.0.0.1 ${master.port}` } });
  nodes = [master, second];
  const port = await freePort();
  const configuration = join(folder, 'sentinel.conf');
  const watched = [
    `monitor main 127.0.0.1 ${master.port} 1`,
    `auth-pass main ${PASSWORD}`,
    'down-after-milliseconds main 1000',
    'failover-timeout main 4000',
  ];
  writeFileSync(configuration, [`port ${port}`, 'bind 127.0.0.1', ...watched.map((line) => `sentinel ${line}`), ''].join('\n'));
  sentinel = spawn(process.env['VEZA_REDIS_SERVER'] ?? 'redis-server', [configuration, '--sentinel'], { stdio: 'ignore' });
  watcher = new Redis({ port, host: '127.0.0.1' });
  watcher.on('error', () => undefined);
  await eventually(
    'the sentinel knows both',
    async () => String(await watcher.call('SENTINEL', 'replicas', 'main')).includes(String(second.port)),
    { ms: 20_000 },
  );
  url = `redis-sentinel://:${PASSWORD}@127.0.0.1:${port}/main`;
  replica = await listening({ redisUrl: url }, (rpc) =>
    rpc.addHandler(work.run.subject, async ({ id }: { id: number }) => {
      runs.set(id, (runs.get(id) ?? 0) + 1);
      return { id, replica: 'here' };
    }),
  );
});

afterAll(async () => {
  await replica.close();
  watcher.disconnect();
  sentinel.kill('SIGKILL');
  await once(sentinel, 'exit');
  await Promise.all(nodes.map((node) => node.stop()));
  rmSync(folder, { recursive: true, force: true });
});

test('requests are rejected in time from the death of the master until its failover, then handled', async () => {
  const { rpc, wire } = clientOf(url);
  await eventually('an answer', () => rpc.call(work.run, { id: 0 }));
  expect(await outcomes(Array.from({ length: 200 }, (_, id) => rpc.call(work.run, { id: 1 + id })))).toEqual({ OK: 200 });

  await nodes[0]?.kill();
  const ends: string[] = [];
  let next = 1_000;
  let slowest = 0;
  await eventually(
    'answers from the new master',
    async () => {
      const started = performance.now();
      const [code] = Object.keys(await outcomes([rpc.call(work.run, { id: ++next }, { deadlineMs: 1_000 })]));
      slowest = Math.max(slowest, performance.now() - started);
      ends.push(code ?? '');
      return ends.filter((each) => each === 'OK').length > 20;
    },
    { ms: 40_000 },
  );
  expect(slowest).toBeLessThan(2_000);
  expect(new Set(ends)).toContain('UNAVAILABLE');
  expect(Math.max(...runs.values())).toBe(1);
  await wire.close();
});
