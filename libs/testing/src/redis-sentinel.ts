import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedis, freePort, startRedis } from '@veza/servers';
import { Redis } from 'ioredis';
import { eventually } from './eventually.js';
import type { ReplicatedRedis } from './redis-cluster.js';

const PASSWORD = 'sentinel-of-a-test';

/**
 * A master, a replica of it in sync, and a sentinel that moves the mastership after a second of silence. `users` are
 * lines of an ACL file.
 */
export async function startSentinel(users: readonly string[] = []): Promise<ReplicatedRedis> {
  const settings = { masterauth: PASSWORD, appendonly: 'no' };
  const master = await startRedis({ password: PASSWORD, settings, users: [...users] });
  const replica = await startRedis({
    password: PASSWORD,
    settings: { ...settings, replicaof: `127.0.0.1 ${master.port}` },
    users: [...users],
  });
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'veza-sentinel-'));
  const sentinel = watch(join(folder, 'sentinel.conf'), port, master.port);
  const watcher = new Redis({ port, host: '127.0.0.1' });
  watcher.on('error', () => undefined);
  await eventually(
    'the sentinel knows both',
    async () => String(await watcher.call('SENTINEL', 'replicas', 'main')).includes(String(replica.port)),
    { ms: 20_000 },
  );
  return {
    url: `redis-sentinel://:${PASSWORD}@127.0.0.1:${port}/main`,
    async masterOf() {
      const address = String(await watcher.call('SENTINEL', 'get-master-addr-by-name', 'main'));
      return address.endsWith(`,${master.port}`) ? master : replica;
    },
    async stop() {
      watcher.disconnect();
      sentinel.kill('SIGKILL');
      await once(sentinel, 'exit');
      await Promise.all([master.stop(), replica.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function watch(file: string, port: number, master: number): ChildProcess {
  const watched = [
    `monitor main 127.0.0.1 ${master} 1`,
    `auth-pass main ${PASSWORD}`,
    'down-after-milliseconds main 1000',
    'failover-timeout main 4000',
  ];
  writeFileSync(file, [`port ${port}`, 'bind 127.0.0.1', ...watched.map((line) => `sentinel ${line}`), ''].join('\n'));
  return spawn(findRedis()?.file ?? 'redis-server', [file, '--sentinel'], { stdio: 'ignore' });
}
