import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS, type Caller, notifications, practitioners, SYSTEM } from '@veza/contracts';
import { DeliveryService } from '../src/practice/notifications/delivery.service.js';
import { NotificationsService } from '../src/practice/notifications/notifications.service.js';
import { type BookingUnderTest, codeOf, sharedBooking, user } from './booking-under-test.js';
import { ADMIN, hire, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await sharedBooking();
});
afterAll(() => booking?.stop());

const APPOINTMENT = '5e6f7a8b-9c0d-4e1f-8a2b-3c4d5e6f7a8b';

/** A change of an appointment that concerns these users, made by the caller. */
const change = (
  caller: Caller,
  userIds: number[],
  urgency: 'normal' | 'emergency' = 'normal',
  what: 'booked' | 'cancelled' | 'completed' = 'booked',
) =>
  booking.inCabinet(caller, NotificationsService, (service, tx, member) =>
    service.appointmentChanged(tx, member, { id: APPOINTMENT, change: what, start: '2027-03-29T09:30', urgency, userIds }),
  );
const listed = async (caller: Caller, query: { read?: 'true' | 'false'; limit?: number; cursor?: string } = {}) =>
  (await booking.call(notifications.list, caller, query)).items;

/** The last recorded notice, as the chat receives it. */
async function lastNotice() {
  const { rows } = await booking.asOwner.query(
    `SELECT payload FROM booking.events WHERE name = 'booking.notifications.recorded' ORDER BY id DESC LIMIT 1`,
  );
  return rows[0].payload;
}

test('a change is recorded for the practitioner and the managers, not for its caller, other staff or strangers', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const [bea, chief, other] = [
    await hire(booking, cabinet.id),
    await hire(booking, cabinet.id, { role: 'manager' }),
    await openPractice(booking),
  ];
  await change(bea.caller, [ada.userId, other.ada.userId]);
  const [made] = await listed(ada.caller);
  expect(made).toEqual({
    id: made?.id,
    type: 'appointment',
    priority: 'medium',
    title: 'New appointment',
    message: 'On 2027-03-29 at 09:30',
    data: { appointmentId: APPOINTMENT, change: 'booked' },
    timestamp: made?.timestamp,
    read: false,
  });
  const [french] = (await booking.call(notifications.list, ada.caller, { language: 'fr' })).items;
  expect(french).toEqual({ ...made, title: 'Nouveau rendez-vous', message: 'Le 29/03/2027 à 09:30' });
  await booking.asOwner.query('UPDATE booking.notifications SET words = NULL WHERE id = $1', [made?.id]);
  expect((await booking.call(notifications.list, ada.caller, { language: 'fr' })).items).toEqual([made]);
  expect(await listed(chief.caller)).toHaveLength(1);
  for (const { caller } of [bea, other.ada]) expect(await listed(caller)).toEqual([]);
  expect((await lastNotice()).userIds).toEqual([ada.userId, chief.userId]);
  await change(ada.caller, [ada.userId]);
  expect(await listed(ada.caller)).toHaveLength(1);
  expect((await lastNotice()).userIds).toEqual([ada.userId, chief.userId]);
  const failed = booking.inCabinet(bea.caller, NotificationsService, async (service, tx, member) => {
    await service.appointmentChanged(tx, member, {
      id: APPOINTMENT,
      change: 'booked',
      start: '',
      urgency: 'normal',
      userIds: [ada.userId],
    });
    throw new Error('the change fails');
  });
  await expect(failed).rejects.toThrow('the change fails');
  expect(await listed(ada.caller)).toHaveLength(1);
});

test('notifications are listed newest first, read one by one and all at once, by their member only', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id);
  for (let n = 0; n < 3; n += 1) await change(bea.caller, [ada.userId]);
  const all = await listed(ada.caller);
  const [newest, middle] = all;
  expect(all.map(({ timestamp }) => timestamp)).toEqual(
    all
      .map(({ timestamp }) => timestamp)
      .sort()
      .reverse(),
  );
  const first = await booking.call(notifications.list, ada.caller, { limit: 2 });
  expect(await listed(ada.caller, { cursor: first.nextCursor ?? '' })).toEqual(all.slice(2));
  const id = newest?.id ?? '';
  expect(await codeOf(booking.call(notifications.read, bea.caller, { id }))).toBe('NOT_FOUND');
  const stranger = (await openPractice(booking)).ada;
  expect(await codeOf(booking.call(notifications.read, stranger.caller, { id }))).toBe('NOT_FOUND');
  const forged = { ...stranger.caller, tenantId: cabinet.id };
  for (const [caller, code] of [
    [forged, 'FORBIDDEN'],
    [user(9), 'FORBIDDEN'],
    [ADMIN, 'FORBIDDEN'],
    [ANONYMOUS, 'UNAUTHENTICATED'],
  ] as const) {
    expect(await codeOf(booking.call(notifications.list, caller, {}))).toBe(code);
    expect(await codeOf(booking.call(notifications.readAll, caller, {}))).toBe(code);
  }
  await booking.call(notifications.read, ada.caller, { id });
  await booking.call(notifications.read, ada.caller, { id });
  expect((await listed(ada.caller, { read: 'true' })).map((each) => each.id)).toEqual([id]);
  expect((await listed(ada.caller, { read: 'false' }))[0]).toEqual(middle);
  await booking.call(notifications.readAll, ada.caller, {});
  expect(await listed(ada.caller, { read: 'false' })).toEqual([]);
});

test('a muted kind creates no notification, but the appointment is still delivered; emergencies are never muted', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id);
  const preferences = { appointment: false, patient: true, system: true, reminder: true };
  expect(await booking.call(notifications.prefer, ada.caller, { appointment: false })).toEqual(preferences);
  expect(await booking.call(notifications.preferences, ada.caller, {})).toEqual(preferences);
  expect((await booking.call(notifications.preferences, bea.caller, {})).appointment).toBe(true);
  await change(bea.caller, [ada.userId]);
  expect(await listed(ada.caller)).toEqual([]);
  expect((await lastNotice()).userIds).toEqual([ada.userId]);
  await change(bea.caller, [ada.userId], 'emergency');
  expect(await listed(ada.caller)).toMatchObject([{ type: 'emergency', priority: 'critical' }]);
});

test('an emergency that is cancelled or over is not critical any more', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id);
  for (const what of ['cancelled', 'completed'] as const) await change(bea.caller, [ada.userId], 'emergency', what);
  expect((await listed(ada.caller)).map(({ priority }) => priority)).toEqual(['low', 'medium']);
});

test('a delivery has the appointment and the notification of each member, and nothing for a former one', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const [bea, chief] = [await hire(booking, cabinet.id), await hire(booking, cabinet.id, { role: 'manager' })];
  await booking.inCabinet(ada.caller, DeliveryService, (delivery) => {
    delivery.readsAppointments((_tx, member, id) => Promise.resolve({ id, seenBy: member.userId }));
    return Promise.resolve();
  });
  await change(bea.caller, [ada.userId, bea.userId]);
  const notice = await lastNotice();
  const deliver = async () => (await booking.call(notifications.deliver, SYSTEM, notice)).items;
  const appointment = (userId: number) => ({ id: APPOINTMENT, cabinetId: cabinet.id, change: 'booked', seenBy: userId });
  const [own] = await listed(ada.caller);
  const delivered = await deliver();
  expect(delivered.find(({ userId }) => userId === ada.userId)).toEqual({
    userId: ada.userId,
    appointment: appointment(ada.userId),
    notification: own,
  });
  expect(delivered.find(({ userId }) => userId === bea.userId)).toEqual({
    userId: bea.userId,
    appointment: appointment(bea.userId),
  });
  expect(delivered).toHaveLength(3);
  const announced = { id: notice.id, cabinetId: cabinet.id, appointment: notice.appointment };
  const elsewhere = { id: randomUUID(), cabinetId: randomUUID() };
  const missed = async () => {
    const request = { userId: ada.userId, notices: [elsewhere, announced] };
    return (await booking.call(notifications.deliverMissed, SYSTEM, request)).items;
  };
  const { userId, ...shown } = delivered.find((each) => each.userId === ada.userId) ?? {};
  expect(userId).toBe(ada.userId);
  expect(await missed()).toEqual([{ id: elsewhere.id }, { id: notice.id, ...shown }]);
  await booking.call(practitioners.dismiss, ADMIN, { cabinetId: cabinet.id, id: ada.id });
  expect((await deliver()).find(({ userId }) => userId === ada.userId)).toEqual({ userId: ada.userId });
  expect(await missed()).toEqual([{ id: elsewhere.id }, { id: notice.id }]);
  expect((await deliver()).find(({ userId }) => userId === chief.userId)?.notification).toBeDefined();
  const { rows } = await booking.asOwner.query('SELECT 1 FROM booking.notifications WHERE user_id = $1', [ada.userId]);
  expect(rows).toEqual([]);
});
