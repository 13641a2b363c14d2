import { type IncomingHttpHeaders, createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Database } from '@veza/database';
import { Metrics } from '@veza/platform';
import { eventually, lookNow } from '@veza/testing';
import { Webhook as Verifier } from 'standardwebhooks';
import { DeliveriesService } from '../src/notifications/webhooks/deliveries.service.js';
import { WebhookEventsController } from '../src/notifications/webhooks/webhook-events.controller.js';
import { WebhookSecrets } from '../src/notifications/webhooks/webhook-secrets.js';
import { type GatewaysUnderTest, signUpVerified, startGateways } from './gateway-under-test.js';

const HOOKS = '/api/v1/users/me/webhooks';

interface Message {
  path: string;
  headers: Record<string, string>;
  body: string;
}

const received: Message[] = [];
/** What the receiver does with a request. */
let reply: (message: Message, response: ServerResponse) => void;
const flat = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
const receiver = createServer((request, response) => {
  void text(request).then((body) => {
    const message = { path: request.url ?? '', headers: flat(request.headers), body };
    received.push(message);
    reply(message, response);
  });
});

let gateways: GatewaysUnderTest;
let origin: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  gateways = await startGateways([{ WEBHOOK_TEST_ORIGINS: origin }, { WEBHOOK_TEST_ORIGINS: origin }]);
});
beforeEach(() => {
  received.length = 0;
  reply = (_message, response) => response.writeHead(204).end();
});
afterAll(async () => {
  receiver.closeAllConnections();
  await gateways?.stop();
  await new Promise((resolve) => receiver.close(resolve));
});

const http = (index?: number) => gateways.http(index);
const as = (token: string) => ({ authorization: `Bearer ${token}` });
type Account = Awaited<ReturnType<typeof signUpVerified>>;

interface Hook {
  id: string;
  secret: string;
  account: Account;
}

async function hook(path = '/hook', account?: Account): Promise<Hook> {
  const owner = account ?? (await signUpVerified(gateways));
  const terms = { url: origin + path, events: ['track.ready', 'appointment.changed'] };
  const { body } = await http().post(HOOKS).set(as(owner.accessToken)).send(terms).expect(201);
  return { id: body.id, secret: body.secret, account: owner };
}

test('a repeated creation with the same key returns the same webhook and secret, and stores no secret beside it', async () => {
  const owner = await signUpVerified(gateways);
  const make = (key: string, path: string, index = 0) =>
    http(index)
      .post(HOOKS)
      .set({ ...as(owner.accessToken), 'idempotency-key': key })
      .send({ url: origin + path, events: ['track.ready'] });
  const first = await make('hook-1', '/kept').expect(201);
  const again = await make('hook-1', '/kept', 1).expect(201);
  expect([again.body, again.headers['idempotency-replayed']]).toEqual([first.body, 'true']);
  await make('hook-1', '/other').expect(409);
  const second = await make('hook-2', '/kept').expect(201);
  expect(second.body.id).not.toBe(first.body.id);
  const { body } = await http().get(HOOKS).set(as(owner.accessToken)).expect(200);
  expect(body.webhooks ?? body).toHaveLength(2);
  const kept = await gateways.app
    .get(Database, { strict: false })
    .query('SELECT answer FROM idempotency_keys WHERE user_id = $1', [owner.id]);
  expect(JSON.stringify(kept)).not.toContain(String(first.body.secret));
});

/** An event of media, as its handler records it. */
const happen = ({ account }: Hook, trackId = 7) =>
  gateways.app.get(DeliveriesService, { strict: false }).record(gateways.app.get(Database, { strict: false }), [account.id], {
    event: 'track.ready',
    data: { track_id: trackId },
    at: new Date().toISOString(),
  });

const deliveriesOf = async ({ id, account }: Hook) =>
  (await http().get(`${HOOKS}/${id}/deliveries`).set(as(account.accessToken)).expect(200)).body.deliveries;
const delivery = (of: Hook, state: string) =>
  eventually(`a delivery that is ${state}`, async () => {
    const [found] = await deliveriesOf(of);
    return found?.state === state && found;
  });
const messages = (path: string) => received.filter((message) => message.path === path);
async function dueNow({ id }: Hook, tries = 1): Promise<void> {
  await gateways.sql.query(
    'UPDATE webhook_deliveries SET next_try_at = now(), leased_until = NULL, tries = greatest(tries, $2) WHERE webhook_id = $1',
    [id, tries],
  );
  lookNow();
}

test('a message has ids only, and the library of Standard Webhooks verifies it', async () => {
  const made = await hook();
  await happen(made);
  const sent = await delivery(made, 'delivered');
  const [message] = received;
  expect(received).toHaveLength(1);
  const verified = new Verifier(made.secret).verify(message?.body ?? '', message?.headers ?? {});
  expect(verified).toEqual({ type: 'track.ready', timestamp: sent.created_at, data: { track_id: 7 } });
  expect(message?.headers['webhook-id']).toBe(sent.id);
  expect(sent).toMatchObject({ tries: 1, status: 204, next_try_at: null });
  const { rows } = await gateways.sql.query('SELECT w::text AS row FROM webhooks w WHERE id = $1', [made.id]);
  expect(rows[0].row).not.toContain(Buffer.from(made.secret.slice(6), 'base64').toString('hex'));
});

test('changes of products and resources are one message each, for the owner only', async () => {
  const [owner, other] = [await signUpVerified(gateways), await signUpVerified(gateways)];
  const events = ['product.created', 'resource.deleted'];
  const secrets = new Map<string, string>();
  for (const { accessToken } of [owner, other]) {
    const path = accessToken === owner.accessToken ? '/owner' : '/other';
    const { body } = await http()
      .post(HOOKS)
      .set(as(accessToken))
      .send({ url: origin + path, events })
      .expect(201);
    secrets.set(path, body.secret);
  }
  const handlers = gateways.app.get(WebhookEventsController, { strict: false });
  const at = { source: 'catalog', position: 1, name: '', createdAt: new Date().toISOString() };
  await gateways.app.get(Database, { strict: false }).transaction(async (tx) => {
    await handlers.productsChanged({ ownerId: owner.id, ids: [3, 4], change: 'created' }, { ...at, tx });
    await handlers.productsChanged({ ownerId: owner.id, ids: [3], change: 'updated' }, { ...at, tx });
    await handlers.resourcesChanged({ ownerId: owner.id, ids: [5], change: 'deleted' }, { ...at, tx });
  });
  const sent = await eventually('both messages', () => messages('/owner').length === 2 && messages('/owner'));
  const verifier = new Verifier(secrets.get('/owner') ?? '');
  const contents = sent.map(({ body, headers }) => verifier.verify(body, headers));
  expect(contents).toHaveLength(2);
  expect(contents).toContainEqual({ type: 'product.created', timestamp: at.createdAt, data: { product_ids: [3, 4] } });
  expect(contents).toContainEqual({ type: 'resource.deleted', timestamp: at.createdAt, data: { resource_ids: [5] } });
  expect(messages('/other')).toEqual([]);
});

test('a new secret signs beside the earlier one for a day', async () => {
  const made = await hook();
  const owner = as(made.account.accessToken);
  const { body } = await http().post(`${HOOKS}/${made.id}/secret`).set(owner).expect(200);
  expect(body.secret).not.toBe(made.secret);
  await happen(made);
  await delivery(made, 'delivered');
  for (const secret of [made.secret, body.secret])
    new Verifier(secret).verify(received[0]?.body ?? '', received[0]?.headers ?? {});
  await gateways.sql.query('UPDATE webhooks SET earlier_until = now() WHERE id = $1', [made.id]);
  await happen(made);
  const second = await eventually('the second message', () => received[1]);
  new Verifier(body.secret).verify(second.body, second.headers);
  expect(() => new Verifier(made.secret).verify(second.body, second.headers)).toThrow();
});

test('a failure is tried again with the same id, and a resend too', async () => {
  const made = await hook();
  const statuses = [500, 302, 204];
  reply = (_message, response) =>
    response.writeHead(statuses.shift() ?? 204, { location: `${origin}/elsewhere` }).end('x'.repeat(100_000));
  await happen(made);
  for (const status of [500, 302]) {
    await eventually(`the failure ${status}`, async () => (await deliveriesOf(made))[0]?.status === status);
    await dueNow(made);
  }
  const sent = await delivery(made, 'delivered');
  expect(new Set(received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([sent.id]));
  expect([received.length, messages('/elsewhere'), sent.tries]).toEqual([3, [], 3]);
  await http().post(`${HOOKS}/${made.id}/deliveries/${sent.id}/resend`).set(as(made.account.accessToken)).expect(200);
  const again = await eventually('the message sent again', () => received[3]);
  expect(again.headers['webhook-id']).toBe(sent.id);
});

test('a replica that dies with a message leaves it to another one, with the same id', async () => {
  const made = await hook('/slow');
  reply = () => undefined;
  await happen(made);
  const first = await eventually('the first request', () => messages('/slow')[0]);
  reply = (_message, response) => response.writeHead(200).end();
  await dueNow(made); // its lease has ended, as that of a dead replica does
  await delivery(made, 'delivered');
  expect(messages('/slow').map(({ headers }) => headers['webhook-id'])).toEqual(Array(2).fill(first.headers['webhook-id']));
});

test('a slow receiver has two requests at once, and delays no other receiver', async () => {
  const [slow, quick] = [await hook('/hanging'), await hook('/quick')];
  reply = ({ path }, response) => void (path === '/quick' && response.writeHead(204).end());
  for (let i = 0; i < 20; i += 1) await happen(slow, i);
  await eventually('the slow requests', () => messages('/hanging').length >= 2);
  await happen(quick);
  await delivery(quick, 'delivered');
  const { rows } = await gateways.sql.query(
    'SELECT count(*)::int AS n FROM webhook_deliveries WHERE webhook_id = $1 AND leased_until > now()',
    [slow.id],
  );
  expect(rows[0].n).toBeLessThanOrEqual(4); // two replicas may look at the same moment
  await http().delete(`${HOOKS}/${slow.id}`).set(as(slow.account.accessToken)).expect(204);
});

test('after a day of failures, or with 410, a webhook is switched off with a mail, and its owner switches it on again', async () => {
  const subjects = async ({ account }: Hook): Promise<string[]> =>
    (await http().get('/dev/outbox').query({ to: account.email })).body.map(({ subject }: { subject: string }) => subject);
  for (const status of [503, 410]) {
    const made = await hook();
    reply = (_message, response) => response.writeHead(status).end();
    if (status === 503)
      await gateways.sql.query(`UPDATE webhooks SET failing_since = now() - interval '25 hours' WHERE id = $1`, [made.id]);
    await happen(made);
    const owner = as(made.account.accessToken);
    const off = await eventually('the end', async () => {
      const { webhooks } = (await http().get(HOOKS).set(owner).expect(200)).body;
      return webhooks[0].disabled_at && webhooks[0];
    });
    expect(off.failing_since).not.toBeNull();
    await eventually('the mail', async () => (await subjects(made)).includes('Un webhook a été désactivé'));
    await happen(made);
    expect(await deliveriesOf(made)).toHaveLength(1);
    reply = (_message, response) => response.writeHead(204).end();
    const { body } = await http().post(`${HOOKS}/${made.id}/enable`).set(owner).expect(200);
    expect(body).toMatchObject({ disabled_at: null, failing_since: null });
  }
});

test('a webhook that its owner switches off receives nothing, and later nothing of what happened meanwhile', async () => {
  const [made, other] = [await hook('/off'), await signUpVerified(gateways)];
  const change = (verb: 'disable' | 'enable', { accessToken } = made.account) =>
    http().post(`${HOOKS}/${made.id}/${verb}`).set(as(accessToken));
  await change('disable', other).expect(404);
  const { body: off } = await change('disable').expect(200);
  expect(off).toMatchObject({ disabled_at: expect.any(String), failing_since: null });
  expect((await change('disable').expect(200)).body).toEqual(off);
  await happen(made, 1);
  expect(await deliveriesOf(made)).toEqual([]);
  await change('enable').expect(200);
  await happen(made, 2);
  await delivery(made, 'delivered');
  expect(messages('/off').map(({ body }) => JSON.parse(body).data)).toEqual([{ track_id: 2 }]);
});

test('the first success of a receiver that was away makes due what waits for it', async () => {
  const made = await hook('/back');
  reply = (_message, response) => response.writeHead(503).end();
  for (const track of [1, 2, 3]) await happen(made, track);
  await eventually('a failure of each', async () =>
    (await deliveriesOf(made)).every(({ status }: { status: number | null }) => status === 503),
  );
  // Each waits for its next try, as after some failures.
  await gateways.sql.query(`UPDATE webhook_deliveries SET next_try_at = now() + interval '1 hour' WHERE webhook_id = $1`, [
    made.id,
  ]);
  reply = (_message, response) => response.writeHead(204).end();
  await happen(made, 4);
  await eventually('all to be delivered', async () =>
    (await deliveriesOf(made)).every(({ state }: { state: string }) => state === 'delivered'),
  );
});

test('events beyond the bound are counted, with the time of the first and of the last', async () => {
  const made = await hook('/full');
  reply = (_message, response) => response.writeHead(503).end();
  await gateways.sql.query(
    `INSERT INTO webhook_deliveries (webhook_id, event, data, next_try_at)
     SELECT $1, 'track.ready', '{}', now() + interval '1 hour' FROM generate_series(1, 10000)`,
    [made.id],
  );
  const listed = async () => {
    const { body } = await http().get(HOOKS).set(as(made.account.accessToken)).expect(200);
    return body.webhooks.find(({ id }: Hook) => id === made.id);
  };
  expect((await listed()).dropped).toBeNull();
  for (const track of [1, 2]) await happen(made, track);
  const { dropped } = await listed();
  expect(dropped).toMatchObject({ events: 2 });
  expect(Date.parse(dropped.to)).toBeGreaterThanOrEqual(Date.parse(dropped.from));
  await gateways.sql.query('DELETE FROM webhook_deliveries WHERE webhook_id = $1', [made.id]);
  await happen(made, 3);
  expect(await deliveriesOf(made)).toHaveLength(1);
  expect((await listed()).dropped).toEqual(dropped);
});

test('a message is given up after its last try', async () => {
  const made = await hook();
  reply = (_message, response) => response.writeHead(500).end();
  await happen(made);
  await eventually('the first try', async () => (await deliveriesOf(made))[0]?.status === 500);
  await dueNow(made, 7);
  expect(await delivery(made, 'failed')).toMatchObject({ tries: 8, next_try_at: null });
  await eventually('it to be counted', async () =>
    /^veza_queue_given_up_total\{queue="webhooks"\} [1-9]/m.test((await gateways.app.get(Metrics).text()).body),
  );
});

test('addresses that are not of the internet are refused, by name when they are entered and by address when they are called', async () => {
  const account = await signUpVerified(gateways);
  const create = (url: string) =>
    http()
      .post(HOOKS)
      .set(as(account.accessToken))
      .send({ url, events: ['track.ready'] });
  for (const url of [
    'http://example.com/',
    'https://user:secret@example.com/',
    'https://example.com:8443/',
    'ftp://example.com/',
    'x',
    'https://localhost/',
    'https://redis/',
    'https://printer.local/',
    'https://127.0.0.1/',
    'https://0x7f000001/',
    'https://169.254.169.254/latest',
    'https://[::1]/',
  ])
    expect((await create(url).expect(400)).body.details[0].field).toBe('url');
  for (const [url, fault] of [
    ['https://169.254.169.254/latest', 'refused_address'],
    ['https://[::1]/', 'refused_address'],
    ['https://hooks.invalid/', 'unreachable'],
  ] as const) {
    const { body } = await create('https://example.com/').expect(201);
    // As if the name had such an address.
    await gateways.sql.query('UPDATE webhooks SET url = $2 WHERE id = $1', [body.id, url]);
    await happen({ ...body, account });
    const failed = await eventually('the refusal', async () => {
      const [row] = await deliveriesOf({ ...body, account });
      return row?.fault && row;
    });
    expect(failed).toMatchObject({ state: 'pending', status: null, fault });
    await http().delete(`${HOOKS}/${body.id}`).set(as(account.accessToken)).expect(204);
  }
});

test('nothing is sent for a banned owner, and an appointment that cannot be checked waits without a try', async () => {
  const [banned, waiting] = [await hook('/banned'), await hook('/waiting')];
  await gateways.sql.query(`UPDATE users SET banned_until = 'infinity' WHERE id = $1`, [banned.account.id]);
  await happen(banned);
  const change = { appointment_id: 'a', cabinet_id: crypto.randomUUID(), change: 'created', notice_id: crypto.randomUUID() };
  await gateways.sql.query(`INSERT INTO webhook_deliveries (webhook_id, event, data) VALUES ($1, 'appointment.changed', $2)`, [
    waiting.id,
    change,
  ]);
  lookNow();
  const postponed = await eventually('the postponed message', async () => {
    const [row] = await deliveriesOf(waiting);
    return Date.parse(row.next_try_at) > Date.parse(row.created_at) + 5_000 && row.tries === 0 && row;
  });
  expect(postponed.state).toBe('pending');
  expect([messages('/banned'), messages('/waiting')]).toEqual([[], []]);
});

test('only the owner sees and changes a webhook, and an account has at most ten', async () => {
  const made = await hook();
  await happen(made);
  const { id } = await delivery(made, 'delivered');
  const stranger = as((await signUpVerified(gateways)).accessToken);
  const path = `${HOOKS}/${made.id}`;
  await http().delete(path).set(stranger).expect(404);
  await http().post(`${path}/secret`).set(stranger).expect(404);
  await http().post(`${path}/enable`).set(stranger).expect(404);
  await http().get(`${path}/deliveries`).set(stranger).expect(404);
  await http().post(`${path}/deliveries/${id}/resend`).set(stranger).expect(404);
  const owner = as(made.account.accessToken);
  const terms = { url: `${origin}/more`, events: ['track.ready'] };
  await gateways.sql.query(
    `INSERT INTO webhooks (id, user_id, url, events, secret) SELECT gen_random_uuid(), $1, 'https://example.com/', '{}', '' FROM generate_series(1, 8)`,
    [made.account.id],
  );
  const creating = [0, 1].map((index) => http(index).post(HOOKS).set(owner).send(terms));
  expect((await Promise.all(creating)).map(({ status }) => status).sort()).toEqual([201, 409]);
  await gateways.sql.query(`UPDATE sessions SET created_at = now() - interval '1 day' WHERE user_id = $1`, [made.account.id]);
  expect((await http().post(`${path}/secret`).set(owner).expect(403)).body.code).toBe('FRESH_SIGN_IN_REQUIRED');
  await gateways.app.get(WebhookSecrets, { strict: false }).sealAgain();
});
