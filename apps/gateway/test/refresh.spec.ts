import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import { signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

let gateways: GatewaysUnderTest;
const NOWHERE = 'redis://127.0.0.1:1';

/** The third gateway receives no pub/sub. Without a grace period every late reuse of a token counts as theft. */
beforeAll(async () => {
  gateways = await startGateways([{}, { REFRESH_GRACE: '0s' }, { REDIS_PUBSUB_URL: NOWHERE }]);
});
afterAll(() => gateways.stop());

const refresh = (refreshToken: string, index = 0) => gateways.http(index).post('/refresh').send({ refreshToken });
const status = async (token: string, index: number) =>
  (await gateways.http(index).get('/users/me').set('authorization', `Bearer ${token}`)).status;

test('twenty refreshes with one token over two gateways get one successor, and the session lives', async () => {
  const { refreshToken } = await signUp(gateways.http());
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => refresh(refreshToken, i % 2)));
  expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200));
  const successors = new Set(answers.map(({ body }) => String(body.refreshToken)));
  expect(successors.size).toBe(1);
  const [successor = ''] = successors;
  expect(successor).not.toBe(refreshToken);
  await refresh(successor).expect(200);
});

test('two gateways refresh many sessions of one user while another session ends all others', async () => {
  const { email, password } = await signUp(gateways.http());
  const login = async () => (await gateways.http().post('/login').send({ email, password }).expect(200)).body;
  const sessions = await Promise.all(Array.from({ length: 8 }, login));
  const own = await login();
  const warm = new Set<number>();
  let ended = false;
  // Each client alternates between gateways and uses its token alone: two racing clients with one token would look like theft.
  const clients = sessions.map(async ({ refreshToken: first }, client) => {
    const statuses = new Set<number>();
    let token = String(first);
    for (let round = client; !statuses.has(400); round++) {
      const wasEnded = ended;
      const { status, body } = await refresh(token, round % 2 === 0 ? 0 : 2);
      statuses.add(status);
      if (status === 200) token = String(body.refreshToken);
      expect(status === 200 && wasEnded).toBe(false);
      if (round === client + 4) warm.add(client);
    }
    return [...statuses];
  });
  await eventually('every client to have been at both gateways', () => warm.size === sessions.length || undefined);
  await gateways.http().delete('/users/me/sessions').set('authorization', `Bearer ${own.accessToken}`).expect(204);
  ended = true;
  for (const statuses of await Promise.all(clients)) expect(statuses).toEqual([200, 400]);
  await refresh(own.refreshToken).expect(200);
});

test('a client that always presents its first token is never logged out', async () => {
  const { refreshToken } = await signUp(gateways.http());
  for (let round = 0; round < 5; round++) {
    const { body } = await refresh(refreshToken, 1).expect(200);
    expect(await status(body.accessToken, 0)).toBe(200);
  }
});

test('within the grace period a parent token gets its successor although that was used', async () => {
  const { refreshToken: parent } = await signUp(gateways.http());
  const { refreshToken: child } = (await refresh(parent).expect(200)).body;
  const { refreshToken: grandchild } = (await refresh(child).expect(200)).body;
  expect((await refresh(parent).expect(200)).body.refreshToken).toBe(child);
  await refresh(grandchild).expect(200);
});

test('after the grace period a reused token ends the session on every gateway within 2 s, also without pub/sub', async () => {
  const { refreshToken: parent } = await signUp(gateways.http());
  const child = (await refresh(parent, 1).expect(200)).body;
  const grandchild = (await refresh(child.refreshToken, 1).expect(200)).body;
  expect(await status(grandchild.accessToken, 2)).toBe(200);
  expect((await refresh(parent, 1).expect(400)).body.code).toBe('INVALID_GRANT');
  expect(await status(grandchild.accessToken, 1)).toBe(401);
  await refresh(grandchild.refreshToken).expect(400);
  for (const index of [0, 2])
    await eventually(`gateway ${index} to know`, async () => (await status(grandchild.accessToken, index)) === 401, {
      ms: 2_000,
    });
});

test('every invalid refresh token gets 400 INVALID_GRANT in all wire formats', async () => {
  const { refreshToken } = await signUp(gateways.http());
  const forged = `${refreshToken.slice(0, -4)}AAAA`;
  for (const token of ['', 'not-a-token', forged, null, 12, undefined]) {
    for (const [path, body] of [
      ['/refresh', { refreshToken: token }],
      ['/auth/refresh', { refresh_token: token }],
      ['/api/auth/refresh', { refreshToken: token }],
    ] as const) {
      expect((await gateways.http().post(path).send(body).expect(400)).body.code).toBe('INVALID_GRANT');
    }
  }
});
