import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { booking, type Caller, DeclaredError, type Membership, type RealtimeNotification } from '@veza/contracts';
import { CurrentCaller, Rpc } from '@veza/transport';
import { NovaController } from '../src/nova/nova.controller.js';
import { NovaService } from '../src/nova/nova.service.js';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { bearer, TestClient } from './test-client.js';

const OURS = '0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9';
const THEIRS = '1b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9';

/** Stands in for the booking service, which stores the members of cabinets. */
@Controller()
class FakeBooking {
  readonly members = new Map<number, string[]>();
  away = false;

  @Rpc(booking.cabinets.memberships)
  memberships(@CurrentCaller() caller: Caller): { items: Membership[] } {
    if (this.away || caller.kind !== 'user') throw new DeclaredError('UNAVAILABLE');
    const cabinets = this.members.get(caller.userId) ?? [];
    return { items: cabinets.map((cabinetId) => ({ cabinetId, role: 'practitioner', createdAt: new Date().toISOString() })) };
  }
}

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

const notification: RealtimeNotification = {
  id: '1',
  type: 'appointment',
  priority: 'medium',
  title: 'A new appointment',
  message: 'On Monday at nine',
  timestamp: '2026-11-20T10:00:00.000Z',
  read: false,
};

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
  const nova = replica(0).app.get(NovaService);
  nova.publish({ userIds: [ada.id], event: { kind: 'notified', cabinetId: OURS, notification } });
  const appointment = { id: '7', cabinetId: OURS, change: 'confirmed', status: 'confirmed' };
  nova.publish({ userIds: [ada.id, bea.id], event: { kind: 'appointment', cabinetId: OURS, appointment } });
  for (const each of [here, there]) {
    const { frame } = await each.next('notification');
    expect(frame).toMatchObject({ data: notification, userId: String(ada.id), cabinetId: OURS });
    expect((await each.next('appointment_updated')).fields).toEqual(appointment);
  }
  await other.next('appointment_updated');
  nova.publish({ userIds: [ada.id], event: { kind: 'notified', cabinetId: THEIRS, notification } });
  await elsewhere.next('notification');
  expect([elsewhere, other].map(({ received }) => received.map(({ type }) => type))).toEqual([
    ['pong', 'notification'],
    ['pong', 'appointment_updated'],
  ]);
});

test('the end of a membership closes the open sockets of that cabinet with 4403, and a ticket from before opens none', async () => {
  const carl = await chats.identity.signUp('carl');
  practices.members.set(carl.id, [OURS, THEIRS]);
  const [here, there] = [await open(carl, 0, OURS), await open(carl, 1, OURS)];
  const others = [await open(carl, 0, THEIRS), await open(carl, 1), await open(ada, 0, OURS)];
  for (const each of [here, there, ...others]) await each.next('pong');
  const ticket = chats.identity.ticketFor(carl.token);
  practices.members.set(carl.id, [THEIRS]);
  await replica(0).app.get(NovaController).dismissed({ cabinetId: OURS, userId: carl.id });
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
