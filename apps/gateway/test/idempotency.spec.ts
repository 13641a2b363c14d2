import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Module } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { DeclaredError, http as route, type RouteInput, type UserCaller } from '@veza/contracts';
import { requestContext } from '@veza/transport';
import { z } from 'zod';
import { IdempotencyKeysService } from '../src/edge/idempotency/idempotency-keys.service.js';
import { CurrentCaller, Input, Raw, type RawExchange, Route } from '../src/edge/index.js';
import { signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

const things = route('POST', '/things', {
  id: 'createThing',
  permission: 'identity.health.get',
  tag: 'Platform',
  summary: 'Create a thing',
  access: 'user',
  body: z.strictObject({
    name: z.string(),
    slow: z.boolean().optional(),
    refused: z.boolean().optional(),
    lost: z.boolean().optional(),
  }),
  success: [{ status: 201, description: 'The thing', body: z.object({ id: z.int(), name: z.string() }) }],
});

const parcels = route('POST', '/parcels', {
  id: 'createParcel',
  permission: 'identity.health.get',
  tag: 'Platform',
  summary: 'Upload a parcel',
  access: 'user',
  bodyKind: 'bytes',
  success: [{ status: 201, description: 'The parcel', body: z.object({ id: z.int() }) }],
});

const records = route('POST', '/records', {
  id: 'createRecord',
  permission: 'identity.health.get',
  tag: 'Platform',
  edition: 'nova',
  summary: 'Write a record of a cabinet',
  access: 'user',
  replayedBy: 'service',
  body: z.strictObject({ name: z.string() }),
  success: [{ status: 201, description: 'The record', body: z.object({ name: z.string(), cabinet: z.string() }) }],
});

/** The member of a cabinet whose records are written; FORBIDDEN for another one. */
let member = 'a';

let made = 0;
/** Runs after the bytes of the next parcel were received. */
let next: () => void = () => undefined;
/** The operation id that each run passed on to the services. */
let operations: (string | undefined)[] = [];
beforeEach(() => {
  operations = [];
  next = () => undefined;
});

/** Handles uploads like the real upload routes, which compare the hash that media returns. */
@Controller()
class ParcelsController {
  constructor(private readonly idempotency: IdempotencyKeysService) {}

  @Route(parcels)
  async create(@Raw() { req }: RawExchange) {
    let bytes = '';
    for await (const chunk of req.raw) bytes += String(chunk);
    if (bytes === 'half') throw new DeclaredError('UPLOAD_INCOMPLETE');
    await this.idempotency.compareUpload(req, { hash: bytes, fields: {} });
    operations.push(requestContext.get()?.operation);
    next();
    return { id: operations.length };
  }
}

@Controller()
class ThingsController {
  @Route(things)
  async create(@Input() { body }: RouteInput<typeof things>) {
    operations.push(requestContext.get()?.operation);
    if (body.refused) throw new DeclaredError('CONFLICT');
    if (body.lost && operations.length === 1) throw new DeclaredError('UNAVAILABLE');
    made += 1;
    const id = made;
    if (body.slow) await pause(300);
    return { id, name: body.name };
  }
}

@Controller()
class RecordsController {
  @Route(records)
  async create(@Input() { body }: RouteInput<typeof records>, @CurrentCaller() caller: UserCaller) {
    operations.push(requestContext.get()?.operation);
    if (caller.tenantId !== member) throw new DeclaredError('FORBIDDEN');
    return { name: body.name, cabinet: caller.tenantId };
  }
}

@Module({ controllers: [ThingsController, ParcelsController, RecordsController] })
class ThingsModule {}

let gateways: GatewaysUnderTest;
let tokens: string[];
let ids: number[];

beforeAll(async () => {
  gateways = await startGateways([{}, {}], [ThingsModule]);
  const people = [await signUp(gateways.http()), await signUp(gateways.http())];
  tokens = people.map(({ accessToken }) => accessToken);
  ids = people.map(({ id }) => id);
});
afterAll(() => gateways.stop());

interface Post {
  key: string;
  body?: object;
  user?: number;
  gateway?: number;
  path?: string;
  cabinet?: string;
}
const post = ({ key, body = { name: 'lamp' }, user = 0, gateway = 0, path = '/api/v1/things', cabinet }: Post) =>
  gateways
    .http(gateway)
    .post(path)
    .set({ authorization: `Bearer ${tokens[user]}`, 'idempotency-key': key, ...(cabinet && { 'x-tenant-id': cabinet }) })
    .send(body);

test('the same key and body get the first response again, marked as replayed, on any gateway and under both paths', async () => {
  const first = await post({ key: 'again' }).expect(201);
  for (const twice of [{ gateway: 1 }, { path: '/things' }]) {
    const again = await post({ key: 'again', ...twice }).expect(201);
    expect([again.body, again.headers['idempotency-replayed'], first.headers['idempotency-replayed']]).toEqual([
      first.body,
      'true',
      undefined,
    ]);
  }
});

test('bodies are compared as values: neither the order of their keys nor their spelling counts', async () => {
  const sent = (text: string) => gateways.http().post('/api/v1/things').type('json').set(headers).send(text);
  const headers = { authorization: `Bearer ${tokens[0]}`, 'idempotency-key': 'values' };
  const first = await sent('{"name":"lamp","refused":false,"lost":false}').expect(201);
  const again = await sent('{ "lost": false, "refused": false, "name": "l\\u0061mp" }').expect(201);
  expect(again.body).toEqual(first.body);
  expect((await sent('{"name":"lamp","refused":false}').expect(409)).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
});

test('a key is rejected with another body, and is separate for another user', async () => {
  const first = await post({ key: 'mine' }).expect(201);
  expect((await post({ key: 'mine', body: { name: 'chair' } }).expect(409)).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  expect((await post({ key: 'mine', user: 1 }).expect(201)).body.id).not.toBe(first.body.id);
});

test('a key is separate for each cabinet', async () => {
  const made = await Promise.all(['a', 'b', undefined].map((cabinet) => post({ key: 'cabinet', cabinet }).expect(201)));
  expect(new Set(made.map(({ body }) => body.id)).size).toBe(3);
  const again = await post({ key: 'cabinet', cabinet: 'b', gateway: 1 }).expect(201);
  expect([again.body, again.headers['idempotency-replayed']]).toEqual([made[1]?.body, 'true']);
});

test('the response with data of a cabinet is not stored: its service replays it, and checks the membership again', async () => {
  const request = { key: 'record', path: '/api/records', cabinet: 'a' };
  const first = await post(request).expect(201);
  const again = await Promise.all([post({ ...request, gateway: 1 }), post(request)]);
  for (const { status, body, headers } of again)
    expect([status, body, headers['idempotency-replayed']]).toEqual([201, first.body, 'true']);
  expect([operations.length, new Set(operations).size]).toEqual([3, 1]);
  expect((await post({ ...request, body: { name: 'other' } }).expect(409)).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  member = 'b';
  await post(request).expect(403);
  member = 'a';
  await post(request).expect(201);
  const { rows } = await gateways.sql.query(`SELECT answer FROM idempotency_keys WHERE path = '/api/records'`);
  expect(rows).toEqual([{ answer: null }]);
});

test('concurrent requests over two gateways create one object', async () => {
  const before = made;
  const body = { name: 'desk', slow: true };
  const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => post({ key: 'race', body, gateway: i % 2 })));
  expect(made).toBe(before + 1);
  // A request after the end of the first one gets its response replayed.
  expect(answers.filter(({ status, headers }) => status === 201 && !headers['idempotency-replayed'])).toHaveLength(1);
  for (const { status, body: refusal } of answers)
    if (status !== 201) expect(refusal).toMatchObject({ code: 'IDEMPOTENCY_IN_FLIGHT', retryable: true });
  await post({ key: 'race', body }).expect(201);
  expect(made).toBe(before + 1);
});

test('an error is not stored, so the request can be retried', async () => {
  await post({ key: 'retry', body: { name: 'x', refused: true } }).expect(409);
  await post({ key: 'retry', body: { name: 'x' } }).expect(201);
});

test('a retry after an unknown outcome is the same operation, and another body is still rejected', async () => {
  const body = { name: 'sofa', lost: true };
  await post({ key: 'lost', body }).expect(503);
  expect((await post({ key: 'lost', body: { name: 'stool' } }).expect(409)).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  await post({ key: 'lost', body, gateway: 1 }).expect(201);
  expect([operations.length, new Set(operations).size, operations[0]]).toEqual([2, 1, expect.any(String)]);
});

test('a request after an error is another operation, and a request without key has none', async () => {
  await post({ key: 'anew', body: { name: 'x', refused: true } }).expect(409);
  await post({ key: 'anew', body: { name: 'y' } }).expect(201);
  await gateways.http().post('/things').set('authorization', `Bearer ${tokens[0]}`).send({ name: 'z' }).expect(201);
  expect([new Set(operations).size, operations[2]]).toEqual([3, undefined]);
});

test('a malformed key is rejected', async () => {
  const refused = await post({ key: 'two words' }).expect(400);
  expect(refused.body.details).toMatchObject([{ field: 'Idempotency-Key' }]);
});

const upload = (key: string, bytes: string) =>
  gateways
    .http()
    .post('/parcels')
    .set({ authorization: `Bearer ${tokens[0]}`, 'idempotency-key': key, 'content-type': 'application/octet-stream' })
    .send(bytes);
const lost = () => {
  throw new DeclaredError('UNAVAILABLE');
};
const codeOf = async (answer: ReturnType<typeof upload>) => (await answer).body.code;

test('a repeated upload gets the first response for the same bytes, and is rejected for other bytes', async () => {
  const first = await upload('parcel', 'bytes').expect(201);
  const again = await upload('parcel', 'bytes').expect(201);
  expect([again.body, again.headers['idempotency-replayed']]).toEqual([first.body, 'true']);
  expect(await codeOf(upload('parcel', 'other bytes'))).toBe('IDEMPOTENCY_KEY_REUSED');
  expect(operations).toHaveLength(1);
});

test('an upload after an unknown outcome is the same operation, whatever was rejected under its key meanwhile', async () => {
  next = lost;
  await upload('adrift', 'bytes').expect(503);
  // The bytes of the failed upload are gone, but their hash is stored.
  expect(await codeOf(upload('adrift', 'other bytes'))).toBe('IDEMPOTENCY_KEY_REUSED');
  expect(await codeOf(upload('adrift', 'half'))).toBe('UPLOAD_INCOMPLETE');
  next = () => undefined;
  await upload('adrift', 'bytes').expect(201);
  expect([operations.length, new Set(operations).size, operations[0]]).toEqual([2, 1, expect.any(String)]);
});

test('a rejected upload can be repeated with other bytes', async () => {
  expect(await codeOf(upload('broken', 'half'))).toBe('UPLOAD_INCOMPLETE');
  await upload('broken', 'bytes').expect(201);
});

/** A row as 0.1.0 and 0.2.0 wrote it: the fingerprint is of the bytes as they came, and the key does not name a cabinet. */
async function storedEarlier(key: string, body: object, { answer, path = '/things' }: { answer?: object; path?: string }) {
  const fingerprint = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
  const { rows } = await gateways.sql.query<{ operation: string }>(
    `INSERT INTO idempotency_keys (user_id, method, path, key, fingerprint, answer, locked_until)
     VALUES ($1, 'POST', $2, $3, $4, $5, now()) RETURNING operation`,
    [ids[0], path, key, fingerprint, answer ? JSON.stringify(answer) : null],
  );
  return rows[0]?.operation;
}
const EARLIER = { status: 201, headers: {}, body: '{"id":4711,"name":"lamp"}' };

test('a response of the release before is replayed for the same body, and refused for another one', async () => {
  const body = { refused: false, name: 'lamp' }; // not in the order of the letters
  await storedEarlier('earlier', body, { answer: EARLIER });
  const again = await post({ key: 'earlier', body }).expect(201);
  expect([again.body, again.headers['idempotency-replayed']]).toEqual([{ id: 4711, name: 'lamp' }, 'true']);
  expect((await post({ key: 'earlier', body: { name: 'chair' } }).expect(409)).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  expect(operations).toEqual([]);
});

test('a request that the release before has not answered is repeated as the same operation', async () => {
  const body = { slow: false, name: 'lamp' };
  const operation = await storedEarlier('unanswered', body, {});
  expect((await post({ key: 'unanswered', body: { name: 'chair' } }).expect(409)).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  await post({ key: 'unanswered', body }).expect(201);
  expect(operations).toEqual([operation]);
});

test('a key that the release before took for a cabinet is the same operation there, once', async () => {
  const body = { name: 'record' };
  const operation = await storedEarlier('moved', body, { path: '/api/records' });
  await post({ key: 'moved', body, path: '/api/records', cabinet: 'a' }).expect(201);
  expect(operations).toEqual([operation]);
  member = 'b';
  await post({ key: 'moved', body, path: '/api/records', cabinet: 'b' }).expect(201);
  member = 'a';
  expect(operations[1]).not.toBe(operation);
});

test('an upload of the release before gets its response for the same bytes', async () => {
  const content = { hash: 'bytes', fields: {} };
  await storedEarlier('old-parcel', content, { answer: { status: 201, headers: {}, body: '{"id":99}' }, path: '/parcels' });
  expect((await upload('old-parcel', 'bytes').expect(201)).body).toEqual({ id: 99 });
  expect(await codeOf(upload('old-parcel', 'other bytes'))).toBe('IDEMPOTENCY_KEY_REUSED');
});
