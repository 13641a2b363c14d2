import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import { dismiss, FakeBooking, notification, record } from './fake-booking.js';
import type { TestAccount } from './fake-identity.js';
import { bearer, TestClient } from './test-client.js';

const OURS = '0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9';
const THEIRS = '1b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9';

let chats: ChatUnderTest;
let practices: FakeBooking;
let ada: TestAccount;

beforeAll(async () => {
  chats = await startChats(2);
  practices = await chats.peer('booking', FakeBooking);
  ada = await chats.identity.signUp('ada');
  practices.members.set(ada.id, [OURS, THEIRS]);
});

afterAll(() => chats?.stop());

function replica(n: number) {
  const found = chats.replicas[n];
  if (!found) throw new Error(`There is no replica ${n}`);
  return found;
}

async function open(person: TestAccount, n: number, cabinetId?: string): Promise<TestClient> {
  const cabinet = cabinetId === undefined ? '' : `&cabinetId=${cabinetId}`;
  const client = await TestClient.open(replica(n), 'nova.v1', `${bearer(person.token)}${cabinet}`);
  client.sendRaw({ type: 'ping' });
  return client;
}

const notified = (client: TestClient, n: number) => client.next('notification', ({ id }) => id === idOf(n));
const idsOf = ({ received }: TestClient) =>
  received.filter(({ type }) => type === 'notification').map(({ fields }) => Number(String(fields.id).slice(-12)));
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

test('a member connects with and without naming the cabinet; pings are answered, chat commands are errors', async () => {
  for (const each of [await open(ada, 0, OURS), await open(ada, 1)]) {
    await each.next('pong');
    each.sendRaw({ type: 'ping', data: {} });
    each.sendRaw({ type: 'join_room', data: { room: 'general' } });
    expect((await each.next('error')).fields.code).toBe('INVALID_FORMAT');
    expect(each.received.map(({ type }) => type)).toEqual(['pong', 'pong', 'error']);
  }
});

test('a foreign cabinet is an error and 4403; without the booking service the close code is 1013', async () => {
  const stranger = await chats.identity.signUp('stranger');
  for (const [person, cabinetId] of [
    [stranger, OURS],
    [ada, 'no-cabinet-at-all'],
  ] as const) {
    const refused = await open(person, 0, cabinetId);
    expect((await refused.next('error')).fields.code).toBe('PERMISSION_DENIED');
    expect((await refused.ended()).code).toBe(4403);
    expect(refused.received.map(({ type }) => type)).toEqual(['error']);
  }
  practices.away = true;
  const waiting = await open(ada, 1, OURS);
  expect((await waiting.next('error')).fields.code).toBe('SERVER_ERROR');
  expect((await waiting.ended()).code).toBe(1013);
  practices.away = false;
});

test('an event reaches the connections of its users on both replicas, if they named its cabinet or none', async () => {
  const bea = await chats.identity.signUp('bea');
  practices.members.set(bea.id, [OURS]);
  const [here, there, elsewhere, other] = [
    await open(ada, 0, OURS),
    await open(ada, 1),
    await open(ada, 1, THEIRS),
    await open(bea, 0, OURS),
  ];
  for (const each of [here, there, elsewhere, other]) await each.next('pong');
  await record(replica(0), { id: idOf(1), cabinetId: OURS, userIds: [ada.id] });
  await record(replica(1), {
    id: idOf(2),
    cabinetId: OURS,
    userIds: [ada.id, bea.id],
    appointment: { id: idOf(7), change: 'confirmed' },
  });
  await record(replica(0), { id: idOf(3), cabinetId: THEIRS, userIds: [ada.id, bea.id] });
  for (const each of [here, there]) {
    const { frame } = await each.next('notification');
    expect(frame).toMatchObject({ data: { ...notification, id: idOf(1) }, userId: String(ada.id), cabinetId: OURS });
    expect((await each.next('appointment_updated')).fields).toMatchObject({ id: idOf(7), change: 'confirmed', cabinetId: OURS });
  }
  for (const [each, ids] of [
    [here, [1, 2]],
    [there, [1, 2, 3]],
    [elsewhere, [3]],
    [other, [2]],
  ] as const) {
    for (const id of ids) await notified(each, id);
    expect(idsOf(each)).toEqual(ids);
  }
  expect([here, there, elsewhere, other].map(({ received }) => received.map(({ type }) => type))).toEqual([
    ['pong', 'notification', 'appointment_updated', 'notification'],
    ['pong', 'notification', 'appointment_updated', 'notification', 'notification'],
    ['pong', 'notification'],
    ['pong', 'appointment_updated', 'notification'],
  ]);
});

test('a notice that booking could not deliver is sent once it can, in order, and never to a former member', async () => {
  const dora = await chats.identity.signUp('dora');
  practices.members.set(dora.id, [OURS]);
  const client = await open(dora, 0);
  await client.next('pong');
  practices.failures = 2;
  for (const n of [11, 12]) await record(replica(1), { id: idOf(n), cabinetId: OURS, userIds: [dora.id] });
  for (const n of [11, 12]) await notified(client, n);
  practices.members.set(dora.id, []);
  await record(replica(0), { id: idOf(13), cabinetId: OURS, userIds: [dora.id] });
  practices.members.set(dora.id, [THEIRS]);
  await record(replica(0), { id: idOf(14), cabinetId: THEIRS, userIds: [dora.id] });
  await notified(client, 14);
  expect(idsOf(client)).toEqual([11, 12, 14]);
});

test('the end of a membership closes the open sockets of that cabinet with 4403, and a ticket from before opens none', async () => {
  const carl = await chats.identity.signUp('carl');
  practices.members.set(carl.id, [OURS, THEIRS]);
  const [here, there] = [await open(carl, 0, OURS), await open(carl, 1, OURS)];
  const others = [await open(carl, 0, THEIRS), await open(carl, 1), await open(ada, 0, OURS)];
  for (const each of [here, there, ...others]) await each.next('pong');
  const ticket = chats.identity.ticketFor(carl.token);
  practices.members.set(carl.id, [THEIRS]);
  await dismiss(replica(0), { cabinetId: OURS, userId: carl.id });
  for (const each of [here, there]) {
    expect((await each.next('error')).fields.code).toBe('PERMISSION_DENIED');
    expect((await each.ended()).code).toBe(4403);
  }
  const late = await TestClient.open(replica(1), 'nova.v1', `ticket=${ticket}&cabinetId=${OURS}`);
  expect((await late.ended()).code).toBe(4403);
  for (const each of others) {
    each.sendRaw({ type: 'ping' });
    await each.next('pong');
  }
});
