// covers: apps/gateway/src/identity
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, startPostgres, type RunningServer } from '@veza/testing';
import pg from 'pg';
import { signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

const CLIENTS = 20;
const CRASHES = 3;
/** Number of successful refreshes before each crash. */
const REFRESHES = 300;

let postgres: RunningServer;
let gateways: GatewaysUnderTest;

beforeAll(async () => {
  postgres = await startPostgres();
  gateways = await startGateways([{}, {}], [], postgres);
});
afterAll(() => gateways.stop());

/** The session and the generation that a refresh token contains. */
function placeOf(token: string): { sessionId: string; generation: number } {
  const bytes = Buffer.from(token, 'base64url');
  const hex = bytes.toString('hex', 0, 16);
  return { sessionId: hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5'), generation: bytes.readUInt32BE(16) };
}

async function usedGenerations(): Promise<Map<string, number>> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const { rows } = await client.query<{ id: string; used: number }>('SELECT id, used_generation AS used FROM identity.sessions');
  await client.end();
  return new Map(rows.map(({ id, used }) => [id, used]));
}

test('every issued successor is on disk when Postgres is killed during refreshes, and no session ends', async () => {
  const tokens: string[] = [];
  for (let n = 0; n < CLIENTS; n++) tokens.push((await signUp(gateways.http(n % 2))).refreshToken);
  const refresh = (n: number) =>
    gateways
      .http(n % 2)
      .post('/refresh')
      .send({ refreshToken: tokens[n] });

  for (let crash = 0; crash < CRASHES; crash++) {
    let refreshed = 0;
    const clients = tokens.map(async (_, n) => {
      for (;;) {
        const { status, body } = await refresh(n);
        if (status !== 200) return status;
        tokens[n] = String(body.refreshToken);
        refreshed += 1;
      }
    });
    await eventually('enough refreshes', () => refreshed >= REFRESHES, { ms: 60_000, everyMs: 1 });
    await postgres.kill();
    expect(new Set(await Promise.all(clients))).toEqual(new Set([503]));
    await postgres.start();
    const used = await usedGenerations();
    for (const token of tokens) {
      const { sessionId, generation } = placeOf(token);
      expect(used.get(sessionId)).toBeGreaterThanOrEqual(generation - 1);
    }
    for (let n = 0; n < CLIENTS; n++) {
      const { refreshToken } = await eventually(
        'the next refresh',
        async () => {
          const { status, body } = await refresh(n);
          expect([200, 503]).toContain(status);
          return status === 200 && body;
        },
        { ms: 15_000 },
      );
      tokens[n] = String(refreshToken);
    }
  }
});
