// covers: apps/gateway/src/outbound, libs/database/src, libs/transport/src/events
// drill: core
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrateService } from '@veza/database';
import { eventually, freePort, type RunningServer, startProcess, testDatabase, type TestProcess, testRedis } from '@veza/testing';
import pg from 'pg';
import { extensions, migrations } from '../src/migrations/index.js';

const SECRET = 'a secret of thirty-two characters or more';
const ids: string[] = [];
let reply: (response: ServerResponse) => unknown = () => undefined;
const receiver = createServer((request, response) => {
  ids.push(String(request.headers['webhook-id']));
  reply(response);
});

let database: Awaited<ReturnType<typeof testDatabase>>;
let redis: RunningServer;
let sql: pg.Pool;
let origin: string;
const gateways: TestProcess[] = [];

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  [database, redis] = await Promise.all([testDatabase('identity'), testRedis()]);
  await migrateService({
    service: 'identity',
    ownerUrl: database.url,
    serviceUrl: undefined,
    secret: SECRET,
    migrations,
    extensions,
  });
  sql = new pg.Pool({ connectionString: database.url, max: 2, options: '-c search_path=identity,public' });
});
afterAll(async () => {
  for (const gateway of gateways) await gateway.kill();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  await sql.end();
  await redis.stop();
  await database.drop();
});

/** A gateway as a process of its own; returns it with its address. */
async function start(): Promise<{ gateway: TestProcess; url: string }> {
  const [http, ops] = [await freePort(), await freePort()];
  const gateway = startProcess(join(import.meta.dirname, '../dist/main.js'), {
    LOG_LEVEL: 'warn',
    HTTP_PORT: String(http),
    OPS_PORT: String(ops),
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    VEZA_SECRET: SECRET,
    WEBHOOK_TEST_ORIGINS: origin,
  });
  gateways.push(gateway);
  await gateway.ready(`http://127.0.0.1:${ops}/readyz`, { ms: 60_000 });
  return { gateway, url: `http://127.0.0.1:${http}` };
}

async function post(url: string, body: object, token?: string): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(201);
  return (await response.json()) as Record<string, string>;
}

test('a message of a gateway that is killed while it sends is sent by the next one, with the same id', async () => {
  const { gateway, url } = await start();
  const account = { username: 'ada', email: 'ada@example.test', password: 'Correct-Horse-Battery-7' };
  const { accessToken } = await post(`${url}/api/v1/signup`, account);
  await sql.query('UPDATE users SET email_verified = true');
  const hook = await post(`${url}/api/v1/users/me/webhooks`, { url: `${origin}/`, events: ['track.ready'] }, accessToken);
  await sql.query(`INSERT INTO webhook_deliveries (webhook_id, event, data) VALUES ($1, 'track.ready', '{"track_id":7}')`, [
    hook['id'],
  ]);
  await eventually('the first request', () => ids.length === 1, { ms: 20_000 });
  expect(await gateway.kill()).toMatchObject({ signal: 'SIGKILL' });
  reply = (response) => response.writeHead(204).end();
  await start();
  // Its lease of a minute is shortened, so that the drill is.
  await sql.query(`UPDATE webhook_deliveries SET leased_until = now(), next_try_at = now() WHERE state = 'pending'`);
  const state = async () => (await sql.query('SELECT state, tries FROM webhook_deliveries')).rows[0];
  await eventually('the delivery', async () => (await state()).state === 'delivered', { ms: 20_000 });
  expect(await state()).toEqual({ state: 'delivered', tries: 2 });
  expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
});
