import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { notifications, PushPayload, type RpcInput } from '@veza/contracts';
import { Database } from '@veza/database';
import { eventually } from '@veza/testing';
import { Controller, type INestMicroservice } from '@nestjs/common';
import { Input, Rpc } from '@veza/transport';
import { jwtVerify } from 'jose';
import { NoticesController } from '../src/notifications/notices/notices.controller.js';
import { PushEventsController } from '../src/notifications/push/push-events.controller.js';
import { PushRepository } from '../src/notifications/push/push.repository.js';
import { type GatewaysUnderTest, signUpVerified, startGateways } from './gateway-under-test.js';
import { startService } from './service-of-the-test.js';

const PUSH = '/api/v1/users/me/push';
const CABINET = '5b0c7f5e-1d35-4a0a-8b8e-3c1a5d7e9f10';
const APPOINTMENT = '6c1d8a6f-2e46-4b1b-9c9f-4d2b6e8fa021';

interface Pushed {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** The push service of browsers. */
const received: Pushed[] = [];
let reply: (pushed: Pushed, response: ServerResponse) => void;
const pushService = createServer((request, response) => {
  void buffer(request).then((body) => {
    const pushed = { path: request.url ?? '', headers: request.headers, body };
    received.push(pushed);
    reply(pushed, response);
  });
});

/** Members of the cabinet, as booking knows them. */
const members = new Set<number>();

@Controller()
class Booking {
  @Rpc(notifications.deliver)
  deliver(@Input() { userIds, appointment }: RpcInput<typeof notifications.deliver>) {
    const update = { id: APPOINTMENT, cabinetId: CABINET, change: appointment?.change ?? '' };
    return { items: userIds.map((userId) => ({ userId, ...(members.has(userId) && { appointment: update }) })) };
  }
}

let gateways: GatewaysUnderTest;
let booking: INestMicroservice;
let origin: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => pushService.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(pushService.address() as AddressInfo).port}`;
  gateways = await startGateways([{ WEBHOOK_TEST_ORIGINS: origin }, { WEBHOOK_TEST_ORIGINS: origin }]);
  const contracts = { deliver: notifications.deliver };
  booking = await startService({ redisUrl: gateways.redis.url, service: 'booking', contracts, controller: Booking });
});
beforeEach(() => {
  received.length = 0;
  reply = (_pushed, response) => response.writeHead(201).end();
});
afterAll(async () => {
  pushService.closeAllConnections();
  await booking?.close();
  await gateways?.stop();
  await new Promise((resolve) => pushService.close(resolve));
});

const http = (index?: number) => gateways.http(index);
const as = (token: string) => ({ authorization: `Bearer ${token}` });
type Account = Awaited<ReturnType<typeof signUpVerified>>;

interface Browser {
  id: string;
  account: Account;
  path: string;
  keys: ECDH;
  auth: Buffer;
}

let made = 0;
const publicKeyOf = async ({ accessToken }: Account, index = 0) =>
  String((await http(index).get(PUSH).set(as(accessToken)).expect(200)).body.public_key);

function subscription(path: string, publicKey: string) {
  const keys = createECDH('prime256v1');
  const auth = randomBytes(16);
  const written = { p256dh: keys.generateKeys('base64url'), auth: auth.toString('base64url') };
  return { keys, auth, body: { public_key: publicKey, endpoint: origin + path, keys: written } };
}

/** A browser of the account, which has subscribed. */
async function browser(account: Account, path = `/push/${(made += 1)}`): Promise<Browser> {
  const { keys, auth, body } = subscription(path, await publicKeyOf(account));
  const { body: added } = await http().post(`${PUSH}/subscriptions`).set(as(account.accessToken)).send(body).expect(201);
  return { id: added.id, account, path, keys, auth };
}

/** RFC 8291 and 8188 by Node's own primitives, independent of the library that encrypts. */
function decrypted({ keys, auth }: Browser, { body }: Pushed): PushPayload {
  const [salt, keyLength] = [body.subarray(0, 16), body.readUInt8(20)];
  const sender = body.subarray(21, 21 + keyLength);
  const derive = (secret: Buffer, from: Buffer, info: Buffer | string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, from, info, bytes));
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), sender]);
  const secret = derive(keys.computeSecret(sender), auth, info, 32);
  const cipher = createDecipheriv(
    'aes-128-gcm',
    derive(secret, salt, 'Content-Encoding: aes128gcm\0', 16),
    derive(secret, salt, 'Content-Encoding: nonce\0', 12),
  );
  cipher.setAuthTag(body.subarray(-16));
  const plain = Buffer.concat([cipher.update(body.subarray(21 + keyLength, -16)), cipher.final()]);
  return PushPayload.parse(JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString()));
}

const pushedTo = ({ path }: Browser) => received.filter((pushed) => pushed.path === path);
const at = () => ({ source: 'chat', position: 1, name: '', createdAt: new Date().toISOString() });
type Addressed = Parameters<PushEventsController['addressed']>[0];

/** As the handlers receive events, in their transaction. */
const events = () => gateways.app.get(PushEventsController, { strict: false });
const addressed = (message: Addressed) =>
  gateways.app.get(Database, { strict: false }).transaction((tx) => events().addressed(message, { ...at(), tx }));
const booked = (userIds: number[]) =>
  gateways.app
    .get(Database, { strict: false })
    .transaction((tx) =>
      gateways.app
        .get(NoticesController, { strict: false })
        .noticed(
          { id: crypto.randomUUID(), cabinetId: CABINET, userIds, appointment: { id: APPOINTMENT, change: 'created' } },
          { ...at(), tx },
        ),
    );
type Noticed = Parameters<PushEventsController['noticed']>[0];
const noticed = (notice: Noticed) =>
  gateways.app.get(Database, { strict: false }).transaction((tx) => events().noticed(notice, { ...at(), tx }));
const mention = (author: Account, reader: Account): Addressed => ({
  messageId: 12,
  roomId: 'luthiers',
  roomName: 'Luthiers',
  authorId: author.id,
  userIds: [reader.id],
});
const waiting = async () => Number((await gateways.sql.query('SELECT count(*) AS n FROM push_messages')).rows[0].n);
const nothingWaits = () => eventually('no push to wait', async () => (await waiting()) === 0);

test('a browser decrypts names and ids, and its push service verifies the platform', async () => {
  const [author, reader] = [await signUpVerified(gateways), await signUpVerified(gateways)];
  const mine = await browser(reader);
  await addressed(mention(author, reader));
  await addressed({ ...mention(author, reader), roomId: `dm:${author.id}:${reader.id}`, roomName: null });
  const both = await eventually('both pushes', () => pushedTo(mine).length === 2 && pushedTo(mine));
  const payloads = both.map((pushed) => decrypted(mine, pushed));
  const by = { id: author.id, username: author.username };
  const same = { id: expect.any(String), at: expect.any(String), author: by, message_id: 12 };
  expect(payloads).toContainEqual({
    ...same,
    kind: 'mention',
    path: '/app/rooms/luthiers',
    room: { id: 'luthiers', name: 'Luthiers' },
  });
  expect(payloads).toContainEqual({ ...same, kind: 'direct_message', path: `/app/rooms/people/${author.id}`, room: null });
  const headers = both[0]?.headers ?? {};
  expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '21600', topic: expect.stringMatching(/^[\w-]{32}$/) });
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(String(headers.authorization)) ?? [];
  expect(key).toBe(await publicKeyOf(reader, 1)); // the same on every replica
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const verifying = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, format: 'jwk' });
  const { payload } = await jwtVerify(token, verifying, { audience: origin });
  expect(String(payload.sub)).toMatch(/^(mailto|https):/);
  await nothingWaits();
});

test('an appointment is announced to members of its cabinet, and not after the end of their membership', async () => {
  const [member, former] = [await signUpVerified(gateways), await signUpVerified(gateways)];
  const [theirs, gone] = [await browser(member), await browser(former)];
  members.add(member.id);
  await booked([member.id, former.id]);
  const pushed = await eventually('the push', () => pushedTo(theirs)[0]);
  expect(decrypted(theirs, pushed)).toMatchObject({
    kind: 'booking',
    path: '/app/appointments',
    appointment: { id: APPOINTMENT, cabinet_id: CABINET, change: 'created' },
  });
  await nothingWaits();
  expect(pushedTo(gone)).toEqual([]);
});

test('a notice is pushed by the level of its kind, and the levels of the chat are the preferences of pushes', async () => {
  const [author, reader] = [await signUpVerified(gateways), await signUpVerified(gateways)];
  const mine = await browser(reader);
  const track = { kind: 'track' as const, id: '21', title: 'Raga' };
  const comment: Noticed = {
    ...{ userIds: [reader.id], kind: 'comment', actorId: author.id, thing: track, part: '31', detail: null },
  };
  const levels = (body?: object) => {
    const path = '/api/v1/notices/levels';
    return (body ? http().put(path).send(body) : http().get(path)).set(as(reader.accessToken)).expect(200);
  };
  const [everywhere, listed] = [
    { app: true, push: true, mail: false },
    { app: true, push: false, mail: false },
  ];
  expect((await levels()).body).toMatchObject({ comment: everywhere, mention: everywhere });
  await noticed(comment);
  const pushed = await eventually('the push', () => pushedTo(mine)[0]);
  expect(decrypted(mine, pushed)).toMatchObject({
    ...{ kind: 'comment', path: '/app/tracks/21', thing: track, author: { id: author.id, username: author.username } },
  });
  const kept = { direct_message: everywhere, appointment: everywhere };
  expect((await levels({ comment: listed, mention: listed })).body).toMatchObject({ ...kept, comment: listed, mention: listed });
  const { body: push } = await http().get(PUSH).set(as(reader.accessToken)).expect(200);
  expect(push.preferences).toEqual({ mentions: false, direct_messages: true, bookings: true });
  await noticed(comment);
  await noticed({ ...comment, kind: 'mention' }); // the chat's own event pushes it
  await addressed(mention(author, reader));
  expect(await waiting()).toBe(0);
  const preferences = { mentions: true, direct_messages: false, bookings: true };
  await http().put(`${PUSH}/preferences`).set(as(reader.accessToken)).send(preferences).expect(200);
  expect((await levels()).body).toMatchObject({ comment: listed, mention: everywhere, direct_message: listed });
});

test('preferences by kind, the channel of the profile and a ban are respected', async () => {
  const [author, reader] = [await signUpVerified(gateways), await signUpVerified(gateways)];
  const mine = await browser(reader);
  const preferences = { mentions: false, direct_messages: true, bookings: true };
  await http().put(`${PUSH}/preferences`).set(as(reader.accessToken)).send(preferences).expect(200);
  expect((await http().get(PUSH).set(as(reader.accessToken)).expect(200)).body).toMatchObject({
    preferences,
    subscriptions: [{ id: mine.id, host: origin.slice(7) }],
  });
  await addressed(mention(author, reader));
  expect(await waiting()).toBe(0);
  await http()
    .put(`${PUSH}/preferences`)
    .set(as(reader.accessToken))
    .send({ ...preferences, mentions: true })
    .expect(200);
  const off = `UPDATE users SET preferences = '{"notifications":{"email":true,"push":false,"sms":false}}' WHERE id = $1`;
  await gateways.sql.query(off, [reader.id]);
  await addressed(mention(author, reader));
  await gateways.sql.query(`UPDATE users SET preferences = '{}', banned_until = 'infinity' WHERE id = $1`, [reader.id]);
  await addressed(mention(author, reader));
  expect([await waiting(), pushedTo(mine)]).toEqual([0, []]);
});

test('a subscription ends with its session, with 404 or 410 of the push service, and with the account', async () => {
  const author = await signUpVerified(gateways);
  const leaving = await signUpVerified(gateways);
  const left = await browser(leaving);
  await http().post('/api/v1/logout').set(as(leaving.accessToken)).send({}).expect(204);
  await addressed(mention(author, leaving));
  expect(await waiting()).toBe(0);
  await gateways.app.get(PushRepository, { strict: false }).sweep();
  for (const status of [404, 410]) {
    const reader = await signUpVerified(gateways);
    const mine = await browser(reader);
    reply = (_pushed, response) => response.writeHead(status).end();
    await addressed(mention(author, reader));
    await eventually('the end', async () => (await http().get(PUSH).set(as(reader.accessToken))).body.subscriptions.length === 0);
    expect(pushedTo(mine)).toHaveLength(1);
  }
  const erased = await signUpVerified(gateways);
  await browser(erased);
  await http()
    .put(`${PUSH}/preferences`)
    .set(as(erased.accessToken))
    .send({ mentions: true, direct_messages: true, bookings: true })
    .expect(200);
  await http().put('/api/v1/notices/levels').set(as(erased.accessToken)).send({}).expect(200);
  await http().delete('/api/v1/users/me').set(as(erased.accessToken)).send({ password: erased.password }).expect(204);
  for (const table of ['push_subscriptions', 'push_preferences', 'notice_levels']) {
    const { rows } = await gateways.sql.query(`SELECT user_id FROM ${table} WHERE user_id = ANY($1)`, [[erased.id, leaving.id]]);
    expect([table, rows]).toEqual([table, []]);
  }
  expect(pushedTo(left)).toEqual([]);
});

test('a failure is tried again with the same id, also by another replica after a death, and given up at last', async () => {
  const [author, reader] = [await signUpVerified(gateways), await signUpVerified(gateways)];
  const mine = await browser(reader);
  const statuses = [500, 429];
  reply = (_pushed, response) => response.writeHead(statuses.shift() ?? 201).end();
  await addressed(mention(author, reader));
  const delivered = async () => {
    // Ends each lease and each pause, as time does, also in mid-try: its result may be noted only after this statement.
    await gateways.sql.query('UPDATE push_messages SET next_try_at = now()');
    return statuses.length === 0 && (await waiting()) === 0;
  };
  await eventually('a delivery after two failures', delivered, { ms: 20_000, everyMs: 200 });
  expect(pushedTo(mine).length).toBeGreaterThanOrEqual(3);
  expect(new Set(pushedTo(mine).map((pushed) => decrypted(mine, pushed).id)).size).toBe(1);
  reply = (_pushed, response) => response.writeHead(500).end();
  await addressed(mention(author, reader));
  await gateways.sql.query('UPDATE push_messages SET tries = 4, next_try_at = now()');
  await nothingWaits();
});

test('another user of the same browser takes its subscription over, without the pushes that waited', async () => {
  const [author, first, second] = [
    await signUpVerified(gateways),
    await signUpVerified(gateways),
    await signUpVerified(gateways),
  ];
  const before = await browser(first, '/push/shared');
  reply = (_pushed, response) => response.writeHead(503).end();
  await addressed(mention(author, first));
  await eventually('a failed try', () => pushedTo(before)[0]);
  const after = await browser(second, '/push/shared');
  expect(after.id).toBe(before.id);
  expect(await waiting()).toBe(0);
  expect((await http().get(PUSH).set(as(first.accessToken)).expect(200)).body.subscriptions).toEqual([]);
  await http().delete(`${PUSH}/subscriptions/${after.id}`).set(as(first.accessToken)).expect(404);
  await http().delete(`${PUSH}/subscriptions/${after.id}`).set(as(second.accessToken)).expect(204);
});

test('a subscription needs a session, the present key, a point of the curve and a public address, and twenty are kept', async () => {
  const account = await signUpVerified(gateways);
  const post = (body: object, token = account.accessToken) => http().post(`${PUSH}/subscriptions`).set(as(token)).send(body);
  const { body } = subscription('/push/x', await publicKeyOf(account));
  const faulty: [string, object][] = [
    ['public_key', { ...body, public_key: createECDH('prime256v1').generateKeys('base64url') }],
    ['endpoint', { ...body, endpoint: 'http://example.com/' }],
    ['endpoint', { ...body, endpoint: 'https://user:x@example.com/' }],
    ['endpoint', { ...body, endpoint: 'https://attacker.example/x' }],
    ['endpoint', { ...body, endpoint: 'https://169.254.169.254/x' }],
    ['endpoint', { ...body, endpoint: 'https://notfcm.googleapis.com/x' }],
    ['keys.p256dh', { ...body, keys: { ...body.keys, p256dh: 'A'.repeat(87) } }],
    ['keys.auth', { ...body, keys: { ...body.keys, auth: 'short' } }],
  ];
  for (const [field, sent] of faulty) expect((await post(sent).expect(400)).body.details[0].field).toBe(field);
  const terms = { name: 'x', scopes: ['identity.accounts:read'] };
  const token = (await http().post('/api/v1/users/me/api-tokens').set(as(account.accessToken)).send(terms).expect(201)).body
    .token;
  await post(body, token).expect(403);
  for (let i = 0; i < 21; i += 1) await browser(account);
  expect((await http().get(PUSH).set(as(account.accessToken)).expect(200)).body.subscriptions).toHaveLength(20);
});

test('a private address is not called, although its name was accepted', async () => {
  const [author, reader] = [await signUpVerified(gateways), await signUpVerified(gateways)];
  const { body } = subscription('', await publicKeyOf(reader));
  await http()
    .post(`${PUSH}/subscriptions`)
    .set(as(reader.accessToken))
    .send({ ...body, endpoint: 'https://fcm.googleapis.com/x' })
    .expect(201);
  // As if the name had a private address.
  await gateways.sql.query(`UPDATE push_subscriptions SET endpoint = 'https://169.254.169.254/x' WHERE user_id = $1`, [
    reader.id,
  ]);
  await addressed(mention(author, reader));
  const [row] = await eventually('the failed try', async () => {
    const { rows } = await gateways.sql.query(
      "SELECT tries, next_try_at > now() + interval '1 second' AS waits FROM push_messages",
    );
    return rows[0]?.tries === 1 && rows;
  });
  expect(row.waits).toBe(true);
});
