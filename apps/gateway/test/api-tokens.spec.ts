import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { API_SCOPES, HTTP_ROUTES, type HttpRoute, identity, scopeOf, SYSTEM } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { RpcClient } from '@veza/transport';
import { ApiTokensService } from '../src/identity/api-tokens/api-tokens.service.js';
import { newApiToken } from '../src/identity/api-tokens/token-format.js';
import { pathsOf } from '../src/edge/routes.js';
import { type GatewaysUnderTest, signUpVerified, startGateways } from './gateway-under-test.js';

const ADMIN = { email: 'root@veza.test', password: 'a-long-enough-password' };
const TOKENS = '/api/v1/users/me/api-tokens';
const PROFILE = 'identity.accounts:read';

let gateways: GatewaysUnderTest;
beforeAll(async () => {
  gateways = await startGateways([{ ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password }, {}]);
});
afterAll(() => gateways?.stop());

const http = (index?: number) => gateways.http(index);
const as = (token: string) => ({ authorization: `Bearer ${token}` });
const me = (token: string, index?: number) => http(index).get('/users/me').set(as(token));
const login = async ({ email, password }: { email: string; password: string }): Promise<string> =>
  (await http().post('/login').send({ email, password }).expect(200)).body.accessToken;

interface Made {
  id: string;
  token: string;
}
const make = async (accessToken: string, scopes: readonly string[] = [PROFILE]): Promise<Made> =>
  (await http().post(TOKENS).set(as(accessToken)).send({ name: 'Import', scopes }).expect(201)).body;

/** The request is valid for the gateway's checks before the body, and ends before any service is called if it passes them. */
function attempt(route: HttpRoute, token: string) {
  const [path = ''] = pathsOf(route);
  const address = path.replace(/:\w+/g, '0');
  const method = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
  return http()[method](address).set(as(token)).set('content-type', 'text/plain');
}

const withCaller = HTTP_ROUTES.filter(({ access }) => access !== 'none');

test('a token is shown once, found by its prefix, and announced by mail', async () => {
  const account = await signUpVerified(gateways);
  const terms = { name: 'Nightly import', scopes: [PROFILE, 'catalog.products:write'], expires_in_days: 30 };
  const { body, headers } = await http().post(TOKENS).set(as(account.accessToken)).send(terms).expect(201);
  expect(body).toMatchObject({ name: terms.name, scopes: terms.scopes, last_used_at: null });
  expect(body.token).toMatch(/^veza_pat_[0-9A-Za-z]{44}$/);
  expect(headers['cache-control']).toBe('no-store');
  expect(Date.parse(body.expires_at) - Date.parse(body.created_at)).toBe(30 * 86_400_000);
  await me(body.token, 0).expect(200);
  await me(body.token, 1).expect(200);
  const listed = await eventually('the noted use', async () => {
    const { tokens } = (await http().get(TOKENS).set(as(account.accessToken)).expect(200)).body;
    return tokens[0].last_used_at ? tokens : undefined;
  });
  const { token: _, ...shown } = body;
  expect(listed).toEqual([{ ...shown, last_used_at: expect.any(String) }]);
  const mails = (await http().get('/dev/outbox').query({ to: account.email })).body;
  expect(mails.map(({ subject }: { subject: string }) => subject)).toContain("Un nouveau jeton d'API");
  const { rows } = await gateways.sql.query('SELECT t::text AS row FROM api_tokens t WHERE id = $1', [body.id]);
  expect(rows[0].row).not.toContain(body.token.slice(17));
});

test('a token is made soon after an authentication only', async () => {
  const { accessToken, id } = await signUpVerified(gateways);
  await gateways.sql.query(`UPDATE sessions SET created_at = now() - interval '1 day' WHERE user_id = $1`, [id]);
  const { body } = await http()
    .post(TOKENS)
    .set(as(accessToken))
    .send({ name: 'x', scopes: [PROFILE] })
    .expect(403);
  expect(body.code).toBe('FRESH_SIGN_IN_REQUIRED');
});

test('bad terms are refused by field', async () => {
  const { accessToken } = await signUpVerified(gateways);
  const refused = async (terms: object) =>
    (
      await http()
        .post(TOKENS)
        .set(as(accessToken))
        .send({ name: 'x', scopes: [PROFILE], ...terms })
        .expect(400)
    ).body.details[0].field;
  expect(await refused({ scopes: [] })).toBe('scopes');
  expect(await refused({ scopes: [PROFILE, PROFILE] })).toBe('scopes');
  expect(await refused({ scopes: ['identity.apiTokens:write'] })).toBe('scopes.0');
  expect(await refused({ expires_in_days: 366 })).toBe('expires_in_days');
  expect(await refused({ name: '' })).toBe('name');
});

test('a token opens the calls of its scopes and no other one', async () => {
  const admin = await login(ADMIN);
  const [every, one] = [await make(admin, API_SCOPES), await make(admin)];
  const lacking = withCaller.filter(({ permission }) => scopeOf(permission) !== PROFILE);
  expect(lacking.length).toBeGreaterThan(150);
  for (const route of lacking) {
    const { status, body } = await attempt(route, one.token);
    const scope = scopeOf(route.permission);
    expect([route.id, status, body.code]).toEqual([route.id, 403, 'SCOPE_MISSING']);
    expect(body.details).toEqual(scope && [{ field: 'scope', message: scope }]);
  }
  for (const route of withCaller.filter(({ bodyKind }) => bodyKind !== 'none')) {
    const { body } = await attempt(route, every.token);
    expect([route.id, body.code === 'SCOPE_MISSING']).toEqual([route.id, scopeOf(route.permission) === undefined]);
  }
  for (const path of ['/users/me', '/api/auth/me', '/auth/me']) await http().get(path).set(as(one.token)).expect(200);
});

test('a token needs the role of its owner as well', async () => {
  const { accessToken, id } = await signUpVerified(gateways);
  const { token } = await make(accessToken, API_SCOPES);
  expect((await http().get(`/users/${id}/bans`).set(as(token)).expect(403)).body.code).toBe('FORBIDDEN');
});

test('a token revoked at one gateway ends at the other within two seconds, and only its owner revokes it', async () => {
  const [account, stranger] = [await signUpVerified(gateways), await signUpVerified(gateways)];
  const { id, token } = await make(account.accessToken);
  await me(token, 1).expect(200);
  await http().delete(`${TOKENS}/${id}`).set(as(stranger.accessToken)).expect(404);
  await http().delete(`${TOKENS}/${id}`).set(as(account.accessToken)).expect(204);
  await me(token, 0).expect(401);
  await eventually('the end at the other gateway', async () => (await me(token, 1)).status === 401, { ms: 2_000 });
  await me(account.accessToken, 1).expect(200);
  await http().delete(`${TOKENS}/${id}`).set(as(account.accessToken)).expect(404);
});

test('a ban, another role and an erasure end the tokens of an account, and a sign-out elsewhere does not', async () => {
  const admin = await login(ADMIN);
  const endings = [
    ({ id }: { id: number }) => http().post(`/users/${id}/bans`).set(as(admin)).send({}).expect(201),
    ({ id }: { id: number }) => http().put(`/users/${id}/role`).set(as(admin)).send({ role: 'moderator' }).expect(200),
    ({ accessToken }: { accessToken: string }) => http().delete('/users/me').set(as(accessToken)).expect(204),
  ];
  for (const end of endings) {
    const account = await signUpVerified(gateways);
    const { token } = await make(account.accessToken);
    await http().delete('/users/me/sessions').set(as(account.accessToken)).expect(204);
    await me(token, 1).expect(200);
    await end(account);
    await me(token, 0).expect(401);
    await eventually('the end at the other gateway', async () => (await me(token, 1)).status === 401, { ms: 2_000 });
    const { rows } = await gateways.sql.query('SELECT 1 FROM api_tokens WHERE user_id = $1', [account.id]);
    expect(rows).toEqual([]);
  }
});

test('a ban and the creation of tokens at once leave no token', async () => {
  const admin = await login(ADMIN);
  for (let round = 0; round < 3; round += 1) {
    const account = await signUpVerified(gateways);
    const creating = [0, 1, 0, 1].map((index) =>
      http(index)
        .post(TOKENS)
        .set(as(account.accessToken))
        .send({ name: 'x', scopes: [PROFILE] }),
    );
    await Promise.all([http().post(`/users/${account.id}/bans`).set(as(admin)).send({}).expect(201), ...creating]);
    const { rows } = await gateways.sql.query('SELECT 1 FROM api_tokens WHERE user_id = $1', [account.id]);
    expect(rows).toEqual([]);
  }
});

test('the clock of Postgres ends a token', async () => {
  const { accessToken } = await signUpVerified(gateways);
  const [late, known] = [await make(accessToken), await make(accessToken)];
  await gateways.sql.query('UPDATE api_tokens SET expires_at = now() WHERE id = $1', [late.id]);
  expect((await me(late.token).expect(401)).body.code).toBe('UNAUTHENTICATED');
  await gateways.sql.query(`UPDATE api_tokens SET expires_at = now() + interval '1 second' WHERE id = $1`, [known.id]);
  await me(known.token);
  await eventually('the end of a token that is remembered', async () => (await me(known.token)).status === 401);
});

test('unknown tokens, other spellings and the token of another secret are refused', async () => {
  const { token } = await make((await signUpVerified(gateways)).accessToken);
  const last = token.endsWith('0') ? '1' : '0';
  const forged = newApiToken();
  for (const other of [forged, token.slice(0, -1) + last, token.slice(0, 17), token.toUpperCase(), `${token}a`])
    await me(other).expect(401);
  const { rows } = await gateways.sql.query('SELECT prefix FROM api_tokens LIMIT 1');
  await me(rows[0].prefix + forged.slice(17)).expect(401);
});

test('an account has at most fifty tokens', async () => {
  const { accessToken, id } = await signUpVerified(gateways);
  await gateways.sql.query(
    `INSERT INTO api_tokens (id, user_id, name, prefix, digest, scopes, expires_at)
     SELECT gen_random_uuid(), $1, 'x', 'veza_pat_' || n, '', '{}', now() + interval '1 day' FROM generate_series(1, 49) n`,
    [id],
  );
  const creating = [0, 1].map((index) =>
    http(index)
      .post(TOKENS)
      .set(as(accessToken))
      .send({ name: 'x', scopes: [PROFILE] }),
  );
  const replies = await Promise.all(creating);
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
});

test('a token that was just used is not read from Postgres', async () => {
  const { accessToken } = await signUpVerified(gateways);
  const { id, token } = await make(accessToken);
  await me(token).expect(200);
  await gateways.sql.query(`UPDATE api_tokens SET prefix = 'hidden' WHERE id = $1`, [id]);
  await me(token).expect(200);
  const service = gateways.app.get(ApiTokensService, { strict: false });
  expect(await service.find(token)).toBeUndefined();
});

test('other entry points learn scopes and end of a token as of a session', async () => {
  const { accessToken, username } = await signUpVerified(gateways);
  const { id } = await make(accessToken);
  const check = async () =>
    (await gateways.app.get(RpcClient).call(identity.sessions.check, { sessionIds: [id] }, { caller: SYSTEM })).sessions;
  expect(await check()).toMatchObject([{ username, caller: { sessionId: id, scopes: [PROFILE] } }]);
  await http().delete(`${TOKENS}/${id}`).set(as(accessToken)).expect(204);
  expect(await check()).toEqual([null]);
});

test('a token opens a socket by a ticket, which carries its scopes and ends with it', async () => {
  const { accessToken } = await signUpVerified(gateways);
  const [without, made] = [await make(accessToken), await make(accessToken, ['identity.tickets:write', 'chat.rooms:write'])];
  expect((await http().post('/ws-tickets').set(as(without.token)).expect(403)).body.code).toBe('SCOPE_MISSING');
  const rpc = gateways.app.get(RpcClient);
  const ticket = async (): Promise<string> => (await http().post('/ws-tickets').set(as(made.token)).expect(201)).body.ticket;
  const [used, late] = [await ticket(), await ticket()];
  const { caller } = await rpc.call(identity.tickets.redeem, { ticket: used }, { caller: SYSTEM });
  expect(caller).toMatchObject({ sessionId: made.id, scopes: ['identity.tickets:write', 'chat.rooms:write'] });
  await http().delete(`${TOKENS}/${made.id}`).set(as(accessToken)).expect(204);
  const { revocations } = await rpc.call(identity.revocations.since, { after: 0 }, { caller: SYSTEM });
  expect(revocations.map(({ sessionId }) => sessionId)).toContain(made.id);
  await expect(rpc.call(identity.tickets.redeem, { ticket: late }, { caller: SYSTEM })).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
});
