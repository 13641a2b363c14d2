import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { userEvents } from '@veza/contracts';
import { Database } from '@veza/database';
import { PersonalDataController } from '../src/personal-data/personal-data.controller.js';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import { FakeBooking, record } from './fake-booking.js';
import type { TestAccount } from './fake-identity.js';
import { bearer, TestClient } from './test-client.js';

const OURS = '0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9';
const THEIRS = '1b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9';

let chats: ChatUnderTest;
let practices: FakeBooking;

beforeAll(async () => {
  chats = await startChats(2);
  practices = await chats.peer('booking', FakeBooking);
});

afterAll(() => chats?.stop());

async function member(name: string, cabinets = [OURS]): Promise<TestAccount> {
  const person = await chats.identity.signUp(name);
  practices.members.set(person.id, cabinets);
  return person;
}

function replica(n: number) {
  const found = chats.replicas[n];
  if (!found) throw new Error(`There is no replica ${n}`);
  return found;
}

/** A connection that states where it stood; by its pong, everything that it missed has arrived. */
async function reopen(person: TestAccount, n: number, since: number | string, cabinetId?: string): Promise<TestClient> {
  const cabinet = cabinetId === undefined ? '' : `&cabinetId=${cabinetId}`;
  const client = await TestClient.open(replica(n), 'nova.v1', `${bearer(person.token)}${cabinet}&since=${since}`);
  client.sendRaw({ type: 'ping' });
  await client.next('pong');
  return client;
}

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const notify = (n: number, people: readonly TestAccount[], { at = 0, cabinetId = OURS, change = '' } = {}) =>
  record(replica(at), {
    id: idOf(n),
    cabinetId,
    userIds: people.map(({ id }) => id),
    ...(change && { appointment: { id: idOf(0), change } }),
  });
const numbered = ({ received }: TestClient) => received.filter(({ frame }) => frame.seq !== undefined);
/** The notice, or the change, and the number of each frame. */
const framesOf = (client: TestClient) =>
  numbered(client).map(({ type, fields, frame }) => [
    type === 'notification' ? Number(String(fields.id).slice(-12)) : fields.change,
    frame.seq,
  ]);
const typesOf = ({ received }: TestClient) => received.map(({ type }) => type);

test('a client that was away receives what it missed on another replica, in order and once, and then the live events', async () => {
  const ada = await member('ada', [OURS, THEIRS]);
  const first = await reopen(ada, 0, '');
  expect(first.received[0]).toMatchObject({ type: 'resync', fields: { seq: 0 } });
  await notify(1, [ada], { change: 'booked' });
  await first.next('notification');
  first.close();
  for (const n of [2, 3, 4]) await notify(n, [ada], { at: n % 2, cabinetId: n === 3 ? THEIRS : OURS, change: `change-${n}` });
  const back = await reopen(ada, 1, 2);
  await notify(5, [ada]);
  await back.next('notification', ({ id }) => id === idOf(5));
  expect(framesOf(back)).toEqual([['change-2', 3], [2, 4], ['change-3', 5], [3, 6], ['change-4', 7], [4, 8], [5, 10]]); // prettier-ignore
  expect(back.received.find(({ type }) => type === 'resumed')).toMatchObject({ fields: { seq: 8 } });
  // The line was cut between the two frames of a notice.
  expect(framesOf(await reopen(ada, 0, 7))).toEqual([[4, 8], [5, 10]]); // prettier-ignore
  expect(framesOf(await reopen(ada, 0, 2, THEIRS))).toEqual([['change-3', 5], [3, 6]]); // prettier-ignore
  expect(typesOf(await reopen(ada, 0, 10))).toEqual(['resumed', 'pong']);
});

test('clients that connect on any replica while notices arrive have each of them once', async () => {
  const bea = await member('bea');
  const clients: TestClient[] = [];
  const arriving = (async () => {
    for (let n = 1; n <= 60; n += 1) await notify(n, [bea], { at: n % 2, change: `change-${n}` });
  })();
  for (let n = 0; n < 12; n += 1) clients.push(await reopen(bea, n % 2, 0));
  await arriving;
  const all = Array.from({ length: 60 }, (_, i) => [[`change-${i + 1}`, 2 * i + 1], [i + 1, 2 * i + 2]]).flat(); // prettier-ignore
  for (const each of clients) {
    await each.next('notification', ({ id }) => id === idOf(60));
    expect(framesOf(each)).toEqual(all);
  }
});

test('a client without since receives no frame from before; its live frames have numbers to return with', async () => {
  const carl = await member('carl');
  await notify(1, [carl]);
  await (await reopen(carl, 1, 0)).next('notification');
  const client = await TestClient.open(replica(1), 'nova.v1', bearer(carl.token));
  client.sendRaw({ type: 'ping' });
  await client.next('pong');
  await notify(2, [carl]);
  await client.next('notification');
  expect(framesOf(client)).toEqual([[2, 4]]);
});

test('a since that is too old, beyond the end, or no number is a resync, and live events follow', async () => {
  const dora = await member('dora');
  for (const n of [1, 2]) await notify(n, [dora]);
  await chats.sql(`UPDATE chat.nova_notices SET created_at = now() - interval '8 days'`);
  await notify(3, [dora]);
  const tooOld = await reopen(dora, 0, 0);
  expect(typesOf(tooOld)).toEqual(['resync', 'pong']);
  expect(framesOf(await reopen(dora, 0, 4))).toEqual([[3, 6]]);
  expect(typesOf(await reopen(dora, 1, 7))).toEqual(['resync', 'pong']);
  for (const odd of ['-1', '1.5', 'x', '99999999999']) {
    const client = await reopen(dora, 1, odd);
    expect(typesOf(client)).toEqual(['error', 'resync', 'pong']);
    expect(client.received[0]?.fields).toMatchObject({ code: 'INVALID_FORMAT', message: 'since: must be the seq of a frame' });
  }
  await notify(4, [dora]);
  await tooOld.next('notification');
  expect(framesOf(tooOld)).toEqual([[4, 8]]);
});

test('each connection of a user has the texts in its language, also of what it missed', async () => {
  const ida = await member('ida');
  const inFrench = (since: string) =>
    TestClient.open(replica(0), 'nova.v1', bearer(ida.token) + since, { 'accept-language': 'fr-FR,en;q=0.5' });
  const [english, french] = [await reopen(ida, 0, ''), await inFrench('')];
  await notify(1, [ida]);
  const texts = await Promise.all([english, french, await inFrench('&since=0')].map((each) => each.next('notification')));
  expect(texts.map(({ fields }) => fields.title)).toEqual([
    'A new appointment',
    'Un nouveau rendez-vous',
    'Un nouveau rendez-vous',
  ]);
  await notify(2, [ida]);
  for (const each of [english, french]) {
    await each.next('notification', ({ id }) => id === idOf(2));
    expect(framesOf(each)).toEqual([[1, 2], [2, 4]]); // prettier-ignore
  }
});

test('more notices than are sent again are a resync', async () => {
  const eve = await member('eve');
  await chats.sql(
    `INSERT INTO chat.nova_notices (notice)
     SELECT jsonb_build_object('id', gen_random_uuid(), 'cabinetId', $1::text, 'userIds', jsonb_build_array($2::integer)) FROM generate_series(1, 501)`,
    [OURS, eve.id],
  );
  expect((await reopen(eve, 0, 0)).received[0]).toMatchObject({ type: 'resync', fields: { seq: 1_002 } });
  expect(framesOf(await reopen(eve, 1, 2))).toHaveLength(500);
});

test('a stranger and a former member receive nothing, whatever their since; an erased account has no log', async () => {
  const [fay, stranger] = [await member('fay', [OURS, THEIRS]), await chats.identity.signUp('mallory')];
  await notify(1, [fay], { change: 'booked' });
  await notify(2, [fay], { cabinetId: THEIRS });
  expect(typesOf(await reopen(stranger, 0, 0))).toEqual(['resumed', 'pong']);
  expect(typesOf(await reopen(stranger, 0, 2))).toEqual(['resync', 'pong']);
  practices.members.set(fay.id, [THEIRS]);
  expect(framesOf(await reopen(fay, 1, 0))).toEqual([[2, 4]]);
  await replica(0)
    .app.get(Database)
    .transaction((tx) => {
      const facts = { source: 'identity', position: 1, name: userEvents.deleted.name, createdAt: '2026-11-20T10:00:00.000Z', tx };
      return replica(0).app.get(PersonalDataController).deleted({ id: fay.id }, facts);
    });
  expect(await chats.sql('SELECT 1 FROM chat.nova_entries WHERE user_id = $1', [fay.id])).toEqual([]);
});

test('while booking is away a returning client is closed with 1013, and loses nothing', async () => {
  const gil = await member('gil');
  for (const n of [1, 2]) await notify(n, [gil]);
  practices.failures = 1;
  const refused = await TestClient.open(replica(0), 'nova.v1', `${bearer(gil.token)}&since=0`);
  expect((await refused.ended()).code).toBe(1013);
  expect(typesOf(refused)).toEqual(['error']);
  practices.failures = 0;
  expect(framesOf(await reopen(gil, 1, 0))).toEqual([[1, 2], [2, 4]]); // prettier-ignore
});
