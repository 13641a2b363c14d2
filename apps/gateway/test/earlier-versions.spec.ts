import { createHash } from 'node:crypto';
import { afterAll, beforeAll, test } from '@jest/globals';
import { signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

let gateways: GatewaysUnderTest;
beforeAll(async () => (gateways = await startGateways()));
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
