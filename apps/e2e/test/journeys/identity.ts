import { expect } from '@jest/globals';
import { createRemoteJWKSet, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { Rest } from '../../src/clients/rest.js';
import { VezaChat } from '../../src/clients/veza-chat.js';
import { type Person, refresh, type Session, signIn, signUp, word } from '../../src/people.js';
import { story } from '../../src/story.js';
import type { World } from '../../src/world.js';

const Envelope = <Data extends z.ZodType>(data: Data) => z.object({ success: z.literal(true), data });
const User = z.object({
  id: z.int(),
  email: z.string(),
  username: z.string(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
});
const SnakeSession = Envelope(
  z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.int().positive().max(900), user: User }),
);
const Profile = z.object({ id: z.int(), username: z.string(), email: z.string() });
const NovaUser = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(['patient', 'practitioner', 'manager', 'admin']),
  permissions: z.array(z.string()),
});
const NovaSession = NovaUser.extend({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresIn: z.int(),
  tokenType: z.literal('Bearer'),
});

const me = (world: World, token: string) => world.rest.as(token).get('/api/v1/users/me');
const tryRefresh = (world: World, refreshToken: string) => world.rest.post('/api/v1/refresh', { json: { refreshToken } });

story('identity', (step) => {
  let ada: Person;
  let session: Session;

  step('signs up, and finds herself', async (world) => {
    ada = await signUp(world, 'ada');
    expect((await me(world, ada.accessToken)).expect(200).as(Profile)).toMatchObject({
      id: ada.id,
      username: ada.username,
      email: ada.email,
    });
  });

  step('signs in with the right password only', async (world) => {
    session = await signIn(world, ada);
    expect(session.user).toEqual(ada.user);
    const wrong = await world.rest.post('/api/v1/login', { json: { email: ada.email, password: 'not-the-password' } });
    expect(wrong.refused(400).code).toBe('INVALID_CREDENTIALS');
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
    expect((await me(world, forged)).refused(401).code).toBe('UNAUTHENTICATED');
    expect((await world.rest.get('/api/v1/users/me')).refused(401).code).toBe('UNAUTHENTICATED');
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
      expect((await tryRefresh(world, token)).refused(400).code).toBe('INVALID_GRANT');
    expect((await world.rest.post('/api/v1/refresh', { json: {} })).refused(400).status).toBe(400);
  });

  step('logs out: tokens and sockets of that session are dead, the other session lives', async (world) => {
    const socket = await VezaChat.open(world.gatewaySocket, session.accessToken);
    (await world.rest.as(session.accessToken).post('/api/v1/logout')).expect(204);
    expect((await me(world, session.accessToken)).refused(401).code).toBe('UNAUTHENTICATED');
    expect((await tryRefresh(world, session.refreshToken)).refused(400).code).toBe('INVALID_GRANT');
    expect((await socket.closed).code).toBe(4401);
    (await me(world, ada.accessToken)).expect(200);
  });

  step('does the same in the other spelling, under both prefixes', async (world) => {
    const username = `bea_${word()}`;
    const password = world.secret(`Pw-${word()}`);
    const account = { username, email: `${username}@example.test`, password, first_name: 'Béatrice', last_name: 'Dupont' };
    const registered = (await world.rest.post('/auth/register', { json: account })).expect(201).as(SnakeSession).data;
    expect(registered.user).toMatchObject({ username, email: account.email, first_name: 'Béatrice', last_name: 'Dupont' });
    const bad = await world.rest.post('/auth/login', { json: { email: account.email, password: 'not-the-password' } });
    expect(bad.refused(401)).toMatchObject({ error: 'Invalid credentials' });
    expect((await world.rest.post('/auth/login', { json: { email: account.email } })).refused(400)).toMatchObject({
      error: 'Invalid request',
    });
    for (const prefix of ['', '/api/v1']) {
      const { data } = (await world.rest.post(`${prefix}/auth/login`, { json: { email: account.email, password } }))
        .expect(200)
        .as(SnakeSession);
      const fresh = (await world.rest.post(`${prefix}/auth/refresh`, { json: { refresh_token: data.refresh_token } })).expect(
        200,
      );
      const { access_token: token, refresh_token: next } = fresh.as(Envelope(SnakeSession.shape.data.omit({ user: true }))).data;
      [data.access_token, data.refresh_token, token, next].forEach((each) => world.secret(each));
      const own = (await world.rest.as(token).get(`${prefix}/auth/me`))
        .expect(200)
        .as(Envelope(z.union([z.object({ user: User }), User]))).data;
      expect('user' in own ? own.user : own).toMatchObject({ username });
      (await world.rest.as(token).post(`${prefix}/auth/logout`)).expect(200, 204);
      (await me(world, token)).refused(401);
      expect((await world.rest.post(`${prefix}/auth/refresh`, { json: { refresh_token: next } })).refused(400).code).toBe(
        'INVALID_GRANT',
      );
    }
  });

  step('signs in to the nova edition with the same account', async (world) => {
    const nova = new Rest(world.address);
    const { email, password } = ada;
    const signedIn = (await nova.post('/api/auth/login', { json: { email, password, rememberMe: true } }))
      .expect(200)
      .as(NovaSession);
    [signedIn.accessToken, signedIn.refreshToken].forEach((each) => world.secret(each));
    expect(signedIn).toMatchObject({ email, id: String(ada.id) });
    expect((await nova.as(signedIn.accessToken).get('/api/auth/me')).expect(200).as(NovaUser)).toMatchObject({
      id: signedIn.id,
      email,
    });
    const fresh = (await nova.post('/api/auth/refresh', { json: { refreshToken: signedIn.refreshToken } }))
      .expect(200)
      .as(NovaSession.pick({ accessToken: true, refreshToken: true, expiresIn: true, tokenType: true }));
    (await nova.as(fresh.accessToken).post('/api/auth/logout')).expect(200, 204);
    expect((await nova.as(fresh.accessToken).get('/api/auth/me')).refused(401).code).toBe('UNAUTHENTICATED');
    expect((await nova.post('/api/auth/login', { json: { email, password: 'not-the-password' } })).refused(400).code).toBe(
      'INVALID_CREDENTIALS',
    );
  });
});
