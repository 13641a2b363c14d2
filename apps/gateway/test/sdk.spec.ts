import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inMemory, Veza } from '@veza/sdk';
import { eventually } from '@veza/testing';
import { newcomer, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

let gateways: GatewaysUnderTest;
beforeAll(async () => {
  gateways = await startGateways([{ ACCESS_TOKEN_TTL: '3s' }]);
});
afterAll(() => gateways.stop());

/** The published client, signed in, and the addresses that it requested. */
async function signedIn() {
  const asked: string[] = [];
  const transport: typeof fetch = (input, init) => {
    asked.push(`${init?.method ?? 'GET'} ${new URL(String(input)).pathname}`);
    return fetch(input, init);
  };
  const client = new Veza({ baseUrl: gateways.url(), tokens: inMemory(), fetch: transport });
  const { username, email, password } = newcomer();
  await client.signUp({ body: { username, email, password } });
  const { user, accessToken } = await client.signIn({ email, password });
  const refreshes = () => asked.filter((address) => address === 'POST /api/v1/refresh').length;
  return { client, refreshes, username, user, accessToken };
}

/** Waits until the gateway rejects this token. */
async function expires(accessToken: string): Promise<void> {
  const headers = { authorization: `Bearer ${accessToken}` };
  await eventually(
    'the access token to expire',
    async () => (await fetch(`${gateways.url()}/api/v1/users/me`, { headers })).status === 401,
    { ms: 15_000 },
  );
}

test('concurrent calls of a client with an expired access token cause one refresh', async () => {
  const { client, refreshes, username, accessToken } = await signedIn();
  await expires(accessToken);
  const answers = await Promise.all(Array.from({ length: 20 }, () => client.getMe()));
  expect(answers.every(({ data }) => data.username === username)).toBe(true);
  expect(refreshes()).toBe(1);
});

test('a client whose session was ended elsewhere stops after one rejected refresh', async () => {
  const { client, refreshes, accessToken } = await signedIn();
  await new Veza({ baseUrl: gateways.url(), tokens: inMemory({ accessToken }) }).logout();
  await expect(client.getMe()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await expect(client.getMe()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(refreshes()).toBe(1);
  expect(await client.tokens.read()).toBeUndefined();
});

test('an error of the gateway has its code and its fields', async () => {
  const { client } = await signedIn();
  await expect(client.updateMe({ body: { username: 'x' } })).rejects.toMatchObject({
    status: 400,
    code: 'VALIDATION_FAILED',
    details: [{ field: 'username' }],
    requestId: expect.any(String),
  });
});

test('an unchanged profile is not sent again, and a changed one is not overwritten', async () => {
  const { client } = await signedIn();
  const { headers } = await client.getMe();
  const etag = headers.get('etag') ?? '';
  await expect(client.getMe({ headers: { 'if-none-match': etag } })).rejects.toMatchObject({ code: 'NOT_MODIFIED' });
  await client.updateMe({ body: { bio: 'new' }, ifMatch: etag });
  await expect(client.updateMe({ body: { bio: 'newer' }, ifMatch: etag })).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
});
