import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SECRET, signUp, sharedGateways, type GatewaysUnderTest } from './gateway-under-test.js';

let gateways: GatewaysUnderTest;
beforeAll(async () => (gateways = await sharedGateways()));
afterAll(() => gateways?.stop());

/** As the gateway of version 0.2.0 stores a link. */
const STORE = `INSERT INTO mailed_secrets (user_id, purpose, digest, email, expires_at)
  VALUES ($1, 'reset', $2, $3, now() + interval '1 hour')
  ON CONFLICT (user_id, purpose) DO UPDATE
    SET digest = excluded.digest, email = excluded.email, expires_at = excluded.expires_at, tries = 0`;

test('a link of a gateway of the version before works, and not after its use or replacement there', async () => {
  const { id, email } = await signUp(gateways.http());
  const store = (token: string) => gateways.sql.query(STORE, [id, createHash('sha256').update(token).digest(), email]);
  const reset = (token: string) => gateways.http().post('/reset-password').send({ token, password: 'A-brand-new-one' });
  await store('replaced');
  await store('taken');
  await reset('replaced').expect(400);
  await gateways.sql.query('DELETE FROM mailed_secrets WHERE user_id = $1', [id]);
  await reset('taken').expect(400);
  await store('good');
  await reset('good').expect(204);
});

/** As 0.1.0 and 0.2.0 write the refresh token of a session. */
function refreshToken(sessionId: string, generation: number): string {
  const place = Buffer.alloc(20);
  place.write(sessionId.replaceAll('-', ''), 'hex');
  place.writeUInt32BE(generation, 16);
  const key = Buffer.from(hkdfSync('sha256', SECRET, 'veza', 'refresh-tokens', 32));
  return Buffer.concat([place, createHmac('sha256', key).update(place).digest()]).toString('base64url');
}

test('a session of the version before goes on, and a token that was used there ends it', async () => {
  const { id } = await signUp(gateways.http());
  const open = async (used: number) => {
    const { rows } = await gateways.sql.query<{ id: string }>(
      `INSERT INTO sessions (user_id, device, address, expires_at, used_generation, last_used_at)
       VALUES ($1, 'A browser', '192.0.2.1', now() + interval '30 days', $2, now() - interval '1 hour') RETURNING id`,
      [id, used],
    );
    return rows[0]?.id ?? '';
  };
  const refresh = (token: string) => gateways.http().post('/refresh').send({ refreshToken: token });
  const session = await open(4);
  const { body } = await refresh(refreshToken(session, 5)).expect(200);
  expect(body.refreshToken).toBe(refreshToken(session, 6));
  await gateways.http().get('/users/me').set('authorization', `Bearer ${body.accessToken}`).expect(200);
  const copied = await open(4);
  await refresh(refreshToken(copied, 2)).expect(400);
  await refresh(refreshToken(copied, 5)).expect(400);
});
