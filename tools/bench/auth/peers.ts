import { createHmac, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import fastify from 'fastify';
import { SignJWT } from 'jose';
import pg from 'pg';
import type { Measured, Sql } from './orders.js';

/** As large as the gateway's pool. */
const CONNECTIONS = 10;
const LOOPS = 5_000;

/** Fastify with one route that reads a token and returns a body of the size of a refresh. */
export async function serveNothing(port: number): Promise<void> {
  const app = fastify();
  const pair = { user: { id: 1, email: 'a'.repeat(20), username: 'b'.repeat(10), role: 'user' }, accessToken: 'c'.repeat(330) };
  app.post<{ Body: { refreshToken: string } }>('/refresh', ({ body }) => ({ ...pair, refreshToken: body.refreshToken }));
  await app.listen({ port, host: '127.0.0.1' });
}

/** Kept open, because the CPU time of an exited Postgres backend is no longer counted. */
let pool: pg.Pool | undefined;

/** The SQL of one refresh without batching: a prepared statement in its own transaction. */
export async function statements({ databaseUrl, lanes, ms }: Sql): Promise<Measured> {
  pool ??= new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS, idleTimeoutMillis: 0 });
  const connected = pool;
  const { rows } = await connected.query<{ id: string }>(
    `SELECT id FROM identity.sessions WHERE used_generation = -1 ORDER BY id LIMIT ${lanes}`,
  );
  const text = `UPDATE identity.sessions s SET used_generation = used_generation + 1, recent_uses = $2, last_used_at = now(), address = $3
    FROM identity.users u WHERE s.id = $1 AND u.id = s.user_id AND s.revoked_at IS NULL AND s.expires_at > now() RETURNING u.*`;
  const latencies: number[] = [];
  const begun = performance.now();
  const until = begun + ms;
  await Promise.all(
    rows.map(async ({ id }) => {
      while (performance.now() < until) {
        const started = performance.now();
        await connected.query({ name: 'refresh', text, values: [id, '[[1,1700000000000]]', '127.0.0.1'] });
        latencies.push(performance.now() - started);
      }
    }),
  );
  const took = performance.now() - begun;
  return { count: latencies.length, ms: took, latencies, tokens: [] };
}

/** Microseconds of one access token's signature, by node:crypto and by jose, and of one refresh token's HMAC. */
export async function signatures(): Promise<{ node: number; jose: number; mac: number }> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const claims = { iss: 'veza', sid: randomUUID(), username: 'somebody', role: 'user' };
  const text = Buffer.from(JSON.stringify(claims).repeat(2));
  const key = randomBytes(32);
  return {
    node: await timed(() => sign(null, text, privateKey).toString('base64url')),
    jose: await timed(() => new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid: 'k' }).sign(privateKey)),
    mac: await timed(() => createHmac('sha256', key).update(text.subarray(0, 20)).digest('base64url')),
  };
}

/** In CPU time, so that other load on the machine is not counted. */
async function timed(work: () => unknown): Promise<number> {
  for (let n = 0; n < LOOPS; n++) await work(); // warms up, not counted
  const before = process.cpuUsage();
  for (let n = 0; n < LOOPS; n++) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / LOOPS;
}
