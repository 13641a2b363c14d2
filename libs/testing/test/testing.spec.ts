import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { identify, isAlive } from '@veza/servers';
import { Redis } from 'ioredis';
import pg from 'pg';
import {
  eventually,
  freePort,
  startPostgres,
  migratedDatabase,
  patient,
  startProcess,
  testDatabase,
  testRedis,
} from '../src/index.js';

const { VEZA_REDIS_SERVER: redisServer = 'redis-server' } = process.env;
const endings: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of endings) await end();
});

test('each spec file gets its own database, which is dropped afterwards', async () => {
  const first = await testDatabase('one');
  const second = await testDatabase('two');
  await query(first.url, 'CREATE TABLE things (id int)');
  await expect(query(second.url, 'SELECT * FROM things')).rejects.toThrow('does not exist');
  await first.drop();
  await second.drop();
  await expect(query(first.url, 'SELECT 1')).rejects.toThrow('does not exist');
});

test('an own Postgres keeps acknowledged writes when it is killed', async () => {
  const server = await startPostgres();
  endings.unshift(() => server.stop());
  await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await server.kill();
  await expect(query(server.url, 'SELECT 1')).rejects.toThrow();
  await server.start();
  expect(await query(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('an own Redis keeps its data over a restart and loses them when wiped', async () => {
  const server = await testRedis();
  endings.unshift(() => server.stop());
  const redis = new Redis(server.url, { maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  endings.unshift(async () => redis.disconnect());
  await redis.set('kept', 'yes');
  await server.restart();
  expect(await redis.get('kept')).toBe('yes');
  await server.restart({ wipe: true });
  expect(await redis.get('kept')).toBeNull();
});

test('servers of a process that is killed end with it, and their folders go', async () => {
  const child = startProcess(join(import.meta.dirname, 'fixtures/two-servers.js'), { VEZA_REDIS_SERVER: redisServer });
  const [, ...pids] = /^pids (\d+) (\d+)$/.exec(await child.line(/^pids/)) ?? [];
  const [, ...folders] = /^folders (\S+) (\S+)$/.exec(await child.line(/^folders/)) ?? [];
  expect([pids, folders].map((each) => each.length)).toEqual([2, 2]);
  expect(pids.map((pid) => identify(Number(pid))).every(isAlive)).toBe(true);
  await child.kill();
  await eventually('the servers to end', () => !pids.map((pid) => identify(Number(pid))).some(isAlive));
  await eventually('their folders to go', () => !folders.some((folder) => existsSync(folder)));
});

test('servers that start together get different ports', async () => {
  const ports = await Promise.all(Array.from({ length: 300 }, () => freePort()));
  expect(new Set(ports).size).toBe(300);
});

test('a process is started, read and ended', async () => {
  const child = startProcess(join(import.meta.dirname, 'fixtures/echo.js'), { WORD: 'pepper' });
  expect(await child.line(/^ready/)).toBe('ready with pepper');
  expect(await child.stop()).toEqual({ code: 3, signal: null });
  expect(await child.line('asked to stop')).toBe('asked to stop');
  await expect(child.line('never said', { ms: 60 })).rejects.toThrow(/it ended .*\n--- its last lines\nready with pepper/s);
});

test('a condition that never holds fails with its last result', async () => {
  let asked = 0;
  await expect(eventually('three asked', () => ++asked >= 3 && asked)).resolves.toBe(3);
  await expect(eventually('pigs to fly', () => null, { ms: 30 })).rejects.toThrow(
    `not within ${patient(30)} ms: pigs to fly (last: null)`,
  );
  await expect(eventually('an end', () => expect(asked).toBe(0), { ms: 30 })).rejects.toThrow(/an end \(last: .*toBe/s);
});

test('a database of a service is a copy of one that was migrated once', async () => {
  const migrated: string[] = [];
  const migrate = async (url: string) => {
    migrated.push(url);
    await query(url, 'CREATE TABLE IF NOT EXISTS things (id int)');
  };
  const [first, second] = [await migratedDatabase('copied', migrate), await migratedDatabase('copied', migrate)];
  endings.unshift(
    () => first.drop(),
    () => second.drop(),
  );
  await query(first.url, 'INSERT INTO things VALUES (1)');
  expect(await query(second.url, 'SELECT * FROM things')).toEqual([]);
  expect(migrated.map((url) => new URL(url).pathname)).toEqual([
    `/test_template_copied_${process.pid}`,
    `/${first.name}`,
    `/${second.name}`,
  ]);
});

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
