import { createHmac, createPublicKey } from 'node:crypto';
import { expect } from '@jest/globals';
import * as contracts from '@veza/contracts';
import { eventually, unzip } from '@veza/testing';
import { type TestUser, signIn, signUp, word } from '../../src/test-users.js';
import { journey } from '../../src/journey.js';
import type { TestSystem } from '../../src/test-system.js';

const EXPORT = '/api/v1/users/me/export';

/** Every operation of both editions that needs a platform role, with placeholders for its ids. */
const powerful = Object.values(contracts)
  .flatMap((group) => (typeof group === 'object' && group !== null ? Object.values(group) : []))
  .filter((route): route is contracts.HttpRoute => typeof route === 'object' && route !== null && route.kind === 'http')
  .filter(({ access }) => access === 'admin' || access === 'moderator');

const pathOf = ({ edition, path }: contracts.HttpRoute, id: string) =>
  `${edition === 'nova' ? '/api' : '/api/v1'}${path.replace(/:\w+/g, id)}`;

journey('rights, export and erasure of an account', (step) => {
  let admin: TestUser['client'];
  let user: TestUser;
  let cabinetId: string;
  let productId: number;
  let roomId: string;
  const [roomName, name] = [word(), word()];

  const hire = async (system: TestSystem, user: TestUser, role: 'admin' | 'manager' | 'practitioner') =>
    (
      await admin.hirePractitioner({
        path: { id: cabinetId },
        body: { userId: String(user.id), firstName: 'Ada', lastName: name, workingHours: [], role },
      })
    ).data;

  step('a platform administrator opens a cabinet and adds a practitioner', async (system) => {
    const session = await signIn(system, { email: 'admin@veza.local', password: 'change-me-admin' });
    admin = system.client(session.accessToken);
    cabinetId = (await admin.createCabinet({ body: { name, timezone: 'Europe/Paris' } })).data.id;
    user = await signUp(system, 'account');
    await hire(system, user, 'admin');
    const own = await system.rest.as(user.accessToken).get('/api/auth/me');
    expect(JSON.parse(own.expect(200).text)).toMatchObject({
      role: 'admin',
      cabinetId,
      permissions: ['patients:manage', 'calendar:own', 'calendar:all'],
    });
  });

  step('an administrator or manager of a cabinet has no platform role, in either edition', async (system) => {
    expect(powerful.length).toBeGreaterThan(4);
    const manager = await signUp(system, 'manager');
    await hire(system, manager, 'manager');
    const stranger = await signUp(system, 'stranger');
    const product = (await stranger.client.createProduct({ body: { nom: word(), prix: 1 } })).data;
    const other = (await admin.createCabinet({ body: { name: word(), timezone: 'UTC' } })).data;
    for (const { email, password } of [user, manager]) {
      const { accessToken } = await signIn(system, { email, password }); // a token issued after the change of role
      const rest = system.rest.as(accessToken);
      const headers = { 'x-tenant-id': cabinetId };
      for (const route of powerful) {
        const answer = await rest.call(route.method, pathOf(route, cabinetId), {
          headers,
          ...(route.bodyKind === 'json' && { json: {} }),
        });
        expect([route.id, answer.refused(403).code]).toEqual([route.id, 'FORBIDDEN']);
      }
      (await rest.delete(`/api/v1/products/${product.id}`, { headers })).refused(403);
      (await rest.get(`/api/cabinets/${other.id}`, { headers })).refused(404);
    }
  });

  step('a token with a forged administrator role is rejected', async (system) => {
    const [head = '', claims = '', signature = ''] = user.accessToken.split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
    const write = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const risen = write({ ...read(claims), role: 'admin' });
    const { keys } = JSON.parse((await system.rest.get('/.well-known/jwks.json')).expect(200).text);
    const pem = createPublicKey({ key: keys[0], format: 'jwk' }).export({ type: 'spki', format: 'der' });
    const hs256 = `${write({ ...read(head), alg: 'HS256' })}.${risen}`;
    for (const forged of [
      `${head}.${risen}.${signature}`,
      `${head}.${risen}.`,
      `${write({ ...read(head), alg: 'none' })}.${risen}.`,
      `${hs256}.${createHmac('sha256', pem).update(hs256).digest('base64url')}`,
    ])
      for (const path of ['/api/v1/users/me', '/api/v1/chat/reports']) (await system.rest.as(forged).get(path)).refused(401);
  });

  step('an export contains the data of the user from every service', async (system) => {
    productId = (await user.client.createProduct({ body: { nom: name, prix: 2 } })).data.id;
    roomId = (await user.client.createRoom({ body: { name: roomName } })).data.id;
    const answer = (await system.rest.as(user.accessToken).get(EXPORT)).expect(200);
    const files = unzip(answer.bytes);
    const rows = (file: string) => JSON.parse(files.get(`${file}.json`) ?? 'null');
    expect(rows('profile')).toMatchObject([{ id: user.id, email: user.email }]);
    expect(rows('products')).toMatchObject([{ id: productId, name }]);
    expect(rows('rooms')).toMatchObject([{ room_id: roomId, role: 'owner' }]);
    expect(rows('cabinets')).toMatchObject([{ cabinet_id: cabinetId, role: 'admin' }]);
    expect(rows('practitioners')).toMatchObject([{ last_name: name }]);
    expect(rows('tracks')).toEqual([]);
  });

  step(
    'an account deleted while the catalog is down is erased there once the catalog is back',
    async (system) => {
      const catalogs = ['catalog 1', 'catalog 2'];
      for (const each of catalogs) await system.service(each).stop();
      await eventually(
        'the catalog to be unavailable',
        async () => (await system.rest.get(`/api/v1/products/${productId}`)).status === 503,
      );
      (await system.rest.as(user.accessToken).get(EXPORT)).refused(503);
      (await system.rest.as(user.accessToken).delete('/api/v1/users/me')).expect(204);
      (await system.rest.as(user.accessToken).get(EXPORT)).refused(401);
      for (const each of catalogs) await system.begin(each);
      await eventually(
        'the product to be deleted',
        async () => (await system.rest.get(`/api/v1/products/${productId}`)).status === 404,
        {
          ms: 15_000,
        },
      );
      await eventually('the cabinet to show a deleted user', async () => {
        const { items } = (await admin.listPractitioners({ path: { id: cabinetId } })).data;
        return items.some(({ userId, lastName }) => userId === String(user.id) && lastName === 'deleted user');
      });
      await eventually(
        'the room to have no member',
        async () => (await admin.getRoom({ path: { id: roomId } })).data.member_count === 0,
      );
    },
    60_000,
  );
});
