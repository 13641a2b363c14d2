import { expect } from '@jest/globals';
import { createRemoteJWKSet, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Session } from '@veza/sdk';
import { refused } from '../../src/clients/rest.js';
import { VezaChat } from '../../src/clients/veza-chat.js';
import { type Person, refresh, signIn, signUp, word } from '../../src/people.js';
import { story } from '../../src/story.js';
import type { World } from '../../src/world.js';

const me = (world: World, token?: string) => world.client(token).getMe();
const tryRefresh = (world: World, refreshToken: string) => world.client().refresh({ body: { refreshToken } });

story('identity', (step) => {
  let ada: Person;
  let session: Session;

  step('signs up, and finds herself', async (world) => {
    ada = await signUp(world, 'ada');
    expect((await me(world, ada.accessToken)).data).toMatchObject({
      id: ada.id,
      username: ada.username,
      email: ada.email,
    });
  });

  step('signs in with the right password only', async (world) => {
    session = await signIn(world, ada);
    expect(session.user).toEqual(ada.user);
    const wrong = world.client().login({ body: { email: ada.email, password: 'not-the-password' } });
    expect((await refused(wrong, 400)).code).toBe('INVALID_CREDENTIALS');
  });

  step('holds a token that the published keys verify', async (world) => {
    const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', world.address));
    const { payload, protectedHeader } = await jwtVerify(session.accessToken, keys, { issuer: 'veza', algorithms: ['EdDSA'] });
    expect(payload.sub).toBe(String(ada.id));
    expect(Number(payload.exp) - Number(payload.iat)).toBe(15 * 60);
    expect(protectedHeader.kid).toEqual(expect.any(String));
  });

  step('is not believed with the token of another key, nor with none', async (world) => {
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
    expect((await refused(me(world, forged), 401)).code).toBe('UNAUTHENTICATED');
    expect((await refused(me(world), 401)).code).toBe('UNAUTHENTICATED');
  });

  step('refreshes: the same parent gives the same child while the child is unused', async (world) => {
    const child = await refresh(world, session.refreshToken);
    expect(child.refreshToken).not.toBe(session.refreshToken);
    expect((await refresh(world, session.refreshToken)).refreshToken).toBe(child.refreshToken);
    const grandchild = await refresh(world, child.refreshToken);
    expect((await refresh(world, session.refreshToken)).refreshToken).toBe(child.refreshToken); // within 10 s of the first time
    session = grandchild;
  });

  step('every failed refresh is 400 INVALID_GRANT', async (world) => {
    for (const token of ['', 'not-a-token', session.accessToken])
      expect((await refused(tryRefresh(world, token), 400)).code).toBe('INVALID_GRANT');
    expect((await world.rest.post('/api/v1/refresh', { json: {} })).refused(400).status).toBe(400);
  });

  step('logs out: tokens and sockets of that session are dead, the other session lives', async (world) => {
    const socket = await VezaChat.open(world.gatewaySocket, session.accessToken);
    await world.client(session.accessToken).logout();
    expect((await refused(me(world, session.accessToken), 401)).code).toBe('UNAUTHENTICATED');
    expect((await refused(tryRefresh(world, session.refreshToken), 400)).code).toBe('INVALID_GRANT');
    expect((await socket.closed).code).toBe(4401);
    expect((await me(world, ada.accessToken)).status).toBe(200);
  });

  step('does the same in the other spelling', async (world) => {
    const username = `bea_${word()}`;
    const password = world.secret(`Pw-${word()}`);
    const account = { username, email: `${username}@example.test`, password, first_name: 'Béatrice', last_name: 'Dupont' };
    const { data: registered } = await world.client().register({ body: account });
    expect(registered.data.user).toMatchObject({ username, email: account.email, first_name: 'Béatrice', last_name: 'Dupont' });
    const { email } = account;
    const bad = await refused(world.client().loginEnveloped({ body: { email, password: 'not-the-password' } }), 401);
    expect(bad).toMatchObject({ error: 'Invalid credentials' });
    const none = await world.rest.post('/auth/login', { json: { email } }); // the same, without a prefix
    expect(none.refused(400)).toMatchObject({ error: 'Invalid request' });
    const { data } = (await world.client().loginEnveloped({ body: { email, password } })).data;
    expect(data.expires_in).toBe(15 * 60);
    const refreshing = (token: string) => world.client().refreshEnveloped({ body: { refresh_token: token } });
    const { access_token: token, refresh_token: next } = (await refreshing(data.refresh_token)).data.data;
    [data.access_token, data.refresh_token, token, next].forEach((each) => world.secret(each));
    const client = world.client(token);
    expect((await client.me()).data.data).toMatchObject({ username });
    await client.logoutEnveloped();
    await refused(client.getMe(), 401);
    expect((await refused(refreshing(next), 400)).code).toBe('INVALID_GRANT');
  });

  step('is the same person without a prefix', async (world) => {
    const { rest } = world;
    const Tokens = z.object({ data: z.object({ access_token: z.string(), refresh_token: z.string() }) });
    const { email, password } = ada;
    const { data: first } = (await rest.post('/auth/login', { json: { email, password } })).expect(200).as(Tokens);
    const refreshed = await rest.post('/auth/refresh', { json: { refresh_token: first.refresh_token } });
    const { data: second } = refreshed.expect(200).as(Tokens);
    [first, second].flatMap((tokens) => Object.values(tokens)).forEach((each) => world.secret(each));
    const own = rest.as(second.access_token);
    expect((await own.get('/auth/me')).expect(200).as(z.object({ data: z.object({ id: z.int() }) })).data.id).toBe(ada.id);
    (await own.post('/auth/logout')).expect(200);
    (await own.get('/auth/me')).refused(401);
  });

  step('signs in to the nova edition with the same account', async (world) => {
    const { email, password } = ada;
    const nova = world.client();
    const { data: signedIn } = await nova.novaLogin({ body: { email, password, rememberMe: true } });
    [signedIn.accessToken, signedIn.refreshToken].forEach((each) => world.secret(each));
    expect(signedIn).toMatchObject({ email, id: String(ada.id) });
    expect((await world.client(signedIn.accessToken).novaMe()).data).toMatchObject({ id: signedIn.id, email });
    const { data: fresh } = await nova.novaRefresh({ body: { refreshToken: signedIn.refreshToken } });
    [fresh.accessToken, fresh.refreshToken].forEach((each) => world.secret(each));
    const client = world.client(fresh.accessToken);
    await client.novaLogout();
    expect((await refused(client.novaMe(), 401)).code).toBe('UNAUTHENTICATED');
    expect((await refused(nova.novaLogin({ body: { email, password: 'not-the-password' } }), 400)).code).toBe(
      'INVALID_CREDENTIALS',
    );
  });
});
