import { createHmac, createPublicKey } from 'node:crypto';
import { expect } from '@jest/globals';
import * as contracts from '@veza/contracts';
import { eventually, unzip } from '@veza/testing';
import { type Person, signIn, signUp, word } from '../../src/people.js';
import { story } from '../../src/story.js';
import type { World } from '../../src/world.js';

const EXPORT = '/api/v1/users/me/export';

/** Every call of both editions that takes power on the platform, with something in the places of its ids. */
const powerful = Object.values(contracts)
  .flatMap((group) => (typeof group === 'object' && group !== null ? Object.values(group) : []))
  .filter((route): route is contracts.HttpRoute => typeof route === 'object' && route !== null && route.kind === 'http')
  .filter(({ access }) => access === 'admin' || access === 'moderator');

const pathOf = ({ edition, path }: contracts.HttpRoute, id: string) =>
  `${edition === 'nova' ? '/api' : '/api/v1'}${path.replace(/:\w+/g, id)}`;

story('what an account may do, holds and leaves', (step) => {
  let admin: Person['client'];
  let person: Person;
  let cabinetId: string;
  let productId: number;
  let roomId: string;
  const [said, name] = [word(), word()];

  const hire = async (world: World, who: Person, role: 'admin' | 'manager' | 'practitioner') =>
    (
      await admin.hirePractitioner({
        path: { id: cabinetId },
        body: { email: who.email, firstName: 'Ada', lastName: name, workingHours: [], role },
      })
    ).data;

  step('an administrator of the platform opens a cabinet and says who works there', async (world) => {
    const session = await signIn(world, { email: 'admin@veza.local', password: 'change-me-admin' });
    admin = world.client(session.accessToken);
    cabinetId = (await admin.createCabinet({ body: { name, timezone: 'Europe/Paris' } })).data.id;
    person = await signUp(world, 'account');
    await hire(world, person, 'admin');
    const own = await world.rest.as(person.accessToken).get('/api/auth/me');
    expect(JSON.parse(own.expect(200).text)).toMatchObject({
      role: 'admin',
      cabinetId,
      permissions: ['patients:manage', 'calendar:own', 'calendar:all'],
    });
  });

  step('who is administrator or manager of a cabinet has no power on the platform, in either edition', async (world) => {
    expect(powerful.length).toBeGreaterThan(4);
    const manager = await signUp(world, 'manager');
    await hire(world, manager, 'manager');
    const stranger = await signUp(world, 'stranger');
    const product = (await stranger.client.createProduct({ body: { nom: word(), prix: 1 } })).data;
    const other = (await admin.createCabinet({ body: { name: word(), timezone: 'UTC' } })).data;
    for (const { email, password } of [person, manager]) {
      const { accessToken } = await signIn(world, { email, password }); // a token of after the hiring
      const rest = world.rest.as(accessToken);
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

  step('a token that says of itself that it is an administrator’s is none', async (world) => {
    const [head = '', claims = '', signature = ''] = person.accessToken.split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
    const write = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const risen = write({ ...read(claims), role: 'admin' });
    const { keys } = JSON.parse((await world.rest.get('/.well-known/jwks.json')).expect(200).text);
    const pem = createPublicKey({ key: keys[0], format: 'jwk' }).export({ type: 'spki', format: 'der' });
    const hs256 = `${write({ ...read(head), alg: 'HS256' })}.${risen}`;
    for (const forged of [
      `${head}.${risen}.${signature}`,
      `${head}.${risen}.`,
      `${write({ ...read(head), alg: 'none' })}.${risen}.`,
      `${hs256}.${createHmac('sha256', pem).update(hs256).digest('base64url')}`,
    ])
      for (const path of ['/api/v1/users/me', '/api/v1/chat/reports']) (await world.rest.as(forged).get(path)).refused(401);
  });

  step('an export holds what the person has in every service', async (world) => {
    productId = (await person.client.createProduct({ body: { nom: name, prix: 2 } })).data.id;
    roomId = (await person.client.createRoom({ body: { name: said } })).data.id;
    const answer = (await world.rest.as(person.accessToken).get(EXPORT)).expect(200);
    const files = unzip(answer.bytes);
    const rows = (file: string) => JSON.parse(files.get(`${file}.json`) ?? 'null');
    expect(rows('profile')).toMatchObject([{ id: person.id, email: person.email }]);
    expect(rows('products')).toMatchObject([{ id: productId, name }]);
    expect(rows('rooms')).toMatchObject([{ room_id: roomId, role: 'owner' }]);
    expect(rows('cabinets')).toMatchObject([{ cabinet_id: cabinetId, role: 'admin' }]);
    expect(rows('practitioners')).toMatchObject([{ last_name: name }]);
    expect(rows('tracks')).toEqual([]);
  });

  step(
    'the account is erased while the catalog is away: it goes there too, as soon as the catalog is back',
    async (world) => {
      const catalogs = ['catalog 1', 'catalog 2'];
      for (const each of catalogs) await world.service(each).stop();
      await eventually(
        'the catalog to be missed',
        async () => (await world.rest.get(`/api/v1/products/${productId}`)).status === 503,
      );
      (await world.rest.as(person.accessToken).get(EXPORT)).refused(503);
      (await world.rest.as(person.accessToken).delete('/api/v1/users/me')).expect(204);
      (await world.rest.as(person.accessToken).get(EXPORT)).refused(401);
      for (const each of catalogs) await world.begin(each);
      await eventually(
        'the product to be gone',
        async () => (await world.rest.get(`/api/v1/products/${productId}`)).status === 404,
        {
          ms: 15_000,
        },
      );
      await eventually('the cabinet to name nobody', async () => {
        const { items } = (await admin.listPractitioners({ path: { id: cabinetId } })).data;
        return items.some(({ userId, lastName }) => userId === String(person.id) && lastName === 'deleted user');
      });
      await eventually(
        'the room to have no member',
        async () => (await admin.getRoom({ path: { id: roomId } })).data.member_count === 0,
      );
    },
    60_000,
  );
});
