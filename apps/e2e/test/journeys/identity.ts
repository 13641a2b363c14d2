import { expect } from '@jest/globals';
import { createRemoteJWKSet, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { refused } from '../../src/clients/rest.js';
import { VezaChat } from '../../src/clients/veza-chat.js';
import { type TestUser, type TokenSession, refresh, signIn, signUp, word } from '../../src/test-users.js';
import { journey } from '../../src/journey.js';
import type { TestSystem } from '../../src/test-system.js';

const me = (system: TestSystem, token?: string) => system.client(token).getMe();
const NovaPair = z.object({ accessToken: z.string(), refreshToken: z.string() });
const tryRefresh = (system: TestSystem, refreshToken: string) => system.client().refresh({ body: { refreshToken } });

journey('identity', (step) => {
  let ada: TestUser;
  let session: TokenSession;

  step('a new user signs up and reads her account', async (system) => {
    ada = await signUp(system, 'ada');
    expect((await me(system, ada.accessToken)).data).toMatchObject({
      id: ada.id,
      username: ada.username,
      email: ada.email,
    });
  });

  step('sign-in succeeds with the right password only', async (system) => {
    session = await signIn(system, ada);
    expect(session.user).toEqual(ada.user);
    const wrong = system.client().login({ body: { email: ada.email, password: 'not-the-password' } });
    expect((await refused(wrong, 400)).code).toBe('INVALID_CREDENTIALS');
  });

  step('the published keys verify an access token', async (system) => {
    const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', system.address));
    const { payload, protectedHeader } = await jwtVerify(session.accessToken, keys, { issuer: 'veza', algorithms: ['EdDSA'] });
    expect(payload.sub).toBe(String(ada.id));
    expect(Number(payload.exp) - Number(payload.iat)).toBe(15 * 60);
    expect(protectedHeader.kid).toEqual(expect.any(String));
  });

  step('a token with a foreign key is rejected, and so is a call without a token', async (system) => {
    const [header = ''] = session.accessToken.split('.');
    const { kid } = z.object({ kid: z.string() }).parse(JSON.parse(Buffer.from(header, 'base64url').toString()));
    const { privateKey } = await generateKeyPair('EdDSA');
    const forged = await new SignJWT({ sid: '1', username: ada.username, role: 'admin' })
      .setProtectedHeader({ alg: 'EdDSA', kid })
      .setIssuer('veza')
      .setSubject(String(ada.id))
      .setIssuedAt()
      .setExpirationTime('15m')
      .sign(privateKey);
    expect((await refused(me(system, forged), 401)).code).toBe('UNAUTHENTICATED');
    expect((await refused(me(system), 401)).code).toBe('UNAUTHENTICATED');
  });

  step('a repeated refresh returns the same child token while the child is unused', async (system) => {
    const child = await refresh(system, session.refreshToken);
    expect(child.refreshToken).not.toBe(session.refreshToken);
    expect((await refresh(system, session.refreshToken)).refreshToken).toBe(child.refreshToken);
    const grandchild = await refresh(system, child.refreshToken);
    expect((await refresh(system, session.refreshToken)).refreshToken).toBe(child.refreshToken); // within 10 s of the first refresh
    session = grandchild;
  });

  step('every failed refresh returns 400 INVALID_GRANT', async (system) => {
    for (const token of ['', 'not-a-token', session.accessToken])
      expect((await refused(tryRefresh(system, token), 400)).code).toBe('INVALID_GRANT');
    expect((await system.rest.post('/api/v1/refresh', { json: {} })).refused(400).status).toBe(400);
  });

  step('logout ends the tokens and sockets of its session, and no other session', async (system) => {
    const socket = await VezaChat.open(system.gatewaySocket, session.accessToken);
    await system.client(session.accessToken).logout();
    expect((await refused(me(system, session.accessToken), 401)).code).toBe('UNAUTHENTICATED');
    expect((await refused(tryRefresh(system, session.refreshToken), 400)).code).toBe('INVALID_GRANT');
    expect((await socket.closed).code).toBe(4401);
    expect((await me(system, ada.accessToken)).status).toBe(200);
  });

  step('the snake_case routes behave the same', async (system) => {
    const username = `bea_${word()}`;
    const password = system.secret(`Pw-${word()}`);
    const account = { username, email: `${username}@example.test`, password, first_name: 'Béatrice', last_name: 'Dupont' };
    const { data: registered } = await system.client().register({ body: account });
    expect(registered.data.user).toMatchObject({ username, email: account.email, first_name: 'Béatrice', last_name: 'Dupont' });
    const { email } = account;
    const bad = await refused(system.client().loginEnveloped({ body: { email, password: 'not-the-password' } }), 401);
    expect(bad).toMatchObject({ error: 'Invalid credentials' });
    const none = await system.rest.post('/auth/login', { json: { email } }); // the same route without a prefix
    expect(none.refused(400)).toMatchObject({ error: 'Invalid request' });
    const { data } = (await system.client().loginEnveloped({ body: { email, password } })).data;
    expect(data.expires_in).toBe(15 * 60);
    const refreshing = (token: string) => system.client().refreshEnveloped({ body: { refresh_token: token } });
    const { access_token: token, refresh_token: next } = (await refreshing(data.refresh_token)).data.data;
    [data.access_token, data.refresh_token, token, next].forEach((each) => system.secret(each));
    const client = system.client(token);
    expect((await client.me()).data.data).toMatchObject({ username });
    await client.logoutEnveloped();
    await refused(client.getMe(), 401);
    expect((await refused(refreshing(next), 400)).code).toBe('INVALID_GRANT');
  });

  step('the routes without a prefix return the same user', async (system) => {
    const { rest } = system;
    const Tokens = z.object({ data: z.object({ access_token: z.string(), refresh_token: z.string() }) });
    const { email, password } = ada;
    const { data: first } = (await rest.post('/auth/login', { json: { email, password } })).expect(200).as(Tokens);
    const refreshed = await rest.post('/auth/refresh', { json: { refresh_token: first.refresh_token } });
    const { data: second } = refreshed.expect(200).as(Tokens);
    [first, second].flatMap((tokens) => Object.values(tokens)).forEach((each) => system.secret(each));
    const own = rest.as(second.access_token);
    expect((await own.get('/auth/me')).expect(200).as(z.object({ data: z.object({ id: z.int() }) })).data.id).toBe(ada.id);
    (await own.post('/auth/logout')).expect(200);
    (await own.get('/auth/me')).refused(401);
  });

  step('the same account signs in to the nova edition', async (system) => {
    const { email, password } = ada;
    const nova = system.client();
    const { data: signedIn } = await nova.novaLogin({ body: { email, password, rememberMe: true } });
    const { refreshToken } = NovaPair.parse(signedIn);
    [signedIn.accessToken, refreshToken].forEach((each) => system.secret(each));
    expect(signedIn).toMatchObject({ email, id: String(ada.id) });
    expect((await system.client(signedIn.accessToken).novaMe()).data).toMatchObject({ id: signedIn.id, email });
    const { data: fresh } = await nova.novaRefresh({ body: { refreshToken } });
    Object.values(NovaPair.parse(fresh)).forEach((each) => system.secret(each));
    const client = system.client(fresh.accessToken);
    await client.novaLogout();
    expect((await refused(client.novaMe(), 401)).code).toBe('UNAUTHENTICATED');
    expect((await refused(nova.novaLogin({ body: { email, password: 'not-the-password' } }), 400)).code).toBe(
      'INVALID_CREDENTIALS',
    );
  });
});
