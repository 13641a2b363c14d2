import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  ANONYMOUS,
  appointments,
  type Caller,
  type UserCaller,
  notificationEvents,
  notifications,
  ownAppointments,
  patientContacts,
  publicPages,
  SYSTEM,
  visits,
} from '@veza/contracts';
import { type BookingUnderTest, codeOf, startBooking, user } from './booking-under-test.js';
import { hire, nextDay, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await startBooking();
});
afterAll(() => booking?.stop());

const SECRET_NOTE = 'suspected allergy';
let accounts = 7_000;

/** A manager Ada, and an account that books for its child Zoe at the public page. */
async function openFamily() {
  const { cabinet, ada } = await openPractice(booking, { role: 'manager' });
  const [slug, date, userId] = [`cabinet-${cabinet.id.slice(0, 8)}`, nextDay(), (accounts += 1)];
  const [parent, email] = [user(userId), `parent-${userId}@example.test`];
  await booking.call(publicPages.update, ada.caller, { id: cabinet.id, slug, isOpen: true });
  const own = { cabinet: slug, email, language: 'fr', network: 'home' } as const;
  const { visit } = await booking.call(visits.openOwn, parent, own);
  const { id } = await booking.call(visits.book, ANONYMOUS, {
    ...{ cabinet: slug, visit, type: 'consultation', practitionerId: ada.id, startTime: `${date}T09:00:00`, duration: 60 },
    patient: { firstName: 'Zoe', lastName: 'Lovelace', relation: 'child' },
  });
  const { patientId } = await booking.call(appointments.get, ada.caller, { id });
  return { cabinet, ada, parent, email, date, id, patientId };
}

const changes = async (caller: Caller) =>
  (await booking.call(notifications.list, caller, {})).items.map(({ data }) => data?.change).reverse();

/** What the sockets of an account receive of the last notice. */
async function delivered(userId: number) {
  const { rows } = await booking.asOwner.query(
    `SELECT payload FROM booking.events WHERE name = '${notificationEvents.recorded.name}' ORDER BY id DESC LIMIT 1`,
  );
  const notice = notificationEvents.recorded.payload.parse(rows[0].payload);
  if (!notice.userIds.includes(userId)) return undefined;
  return (await booking.call(notifications.deliver, SYSTEM, { ...notice, userIds: [userId], language: 'fr' })).items[0];
}

test('the account of a patient receives what staff does to the time, as patients may see it, and no note', async () => {
  const { cabinet, ada, parent, date, id } = await openFamily();
  expect(await changes(parent)).toEqual([]);
  expect(await changes(ada.caller)).toEqual(['booked']);
  await booking.call(appointments.confirm, ada.caller, { id });
  await booking.call(appointments.update, ada.caller, { id, notes: SECRET_NOTE });
  expect(await delivered(parent.userId)).toBeUndefined();
  await booking.call(appointments.reschedule, ada.caller, { id, startTime: `${date}T10:00:00` });
  const moved = await delivered(parent.userId);
  const [own] = (await booking.call(ownAppointments.list, parent, { email: null })).items;
  expect(moved?.appointment).toEqual({ ...own, cabinetId: cabinet.id, change: 'rescheduled' });
  expect(moved?.appointment).toMatchObject({ id, patient: 'Zoe', startTime: `${date}T01:00:00.000Z` });
  expect(moved?.notification).toMatchObject({ title: 'Rendez-vous déplacé', data: { appointmentId: id } });
  await booking.call(appointments.cancel, ada.caller, { id, reason: 'ill' });
  expect(await changes(parent)).toEqual(['confirmed', 'rescheduled', 'cancelled']);
  expect(JSON.stringify([moved, await delivered(parent.userId)])).not.toMatch(/Lovelace|allergy|notes|@example/);
});

test('what an account does itself is no notification for it, but one for the other parent; each mutes and reads its own', async () => {
  const { ada, parent, date, id, patientId, cabinet } = await openFamily();
  const other = user((accounts += 1));
  await booking.call(patientContacts.add, ada.caller, { id: patientId, email: 'other@example.test', relation: 'guardian' });
  await booking.call(ownAppointments.patients, other, { email: 'other@example.test' });
  await booking.call(ownAppointments.move, parent, { id, startTime: `${date}T11:00:00` });
  expect(await changes(parent)).toEqual([]);
  expect((await delivered(parent.userId))?.appointment).toMatchObject({ change: 'rescheduled' });
  expect(await changes(other)).toEqual(['rescheduled']);
  const [notice] = (await booking.call(notifications.list, other, {})).items;
  expect(await codeOf(booking.call(notifications.read, parent, { id: notice?.id ?? '' }))).toBe('NOT_FOUND');
  await booking.call(notifications.read, other, { id: notice?.id ?? '' });
  expect((await booking.call(notifications.list, other, { read: 'false' })).items).toEqual([]);
  await booking.call(notifications.prefer, other, { appointment: false });
  await booking.call(appointments.confirm, ada.caller, { id });
  expect(await changes(other)).toEqual(['rescheduled']);
  expect(await changes(parent)).toEqual(['confirmed']);
  expect((await booking.call(notifications.list, { ...parent, tenantId: cabinet.id }, {})).items).toHaveLength(1);
});

test('a stranger, a guardian who was removed and an erased account have no notifications; staff keeps its own view', async () => {
  const { ada, parent, email, id, patientId, cabinet } = await openFamily();
  const bea = await hire(booking, cabinet.id);
  const at = (caller: UserCaller) => booking.call(notifications.list, { ...caller, tenantId: cabinet.id }, {});
  expect(await codeOf(at(user((accounts += 1))))).toBe('FORBIDDEN');
  await booking.call(appointments.confirm, bea.caller, { id });
  expect((await delivered(ada.userId))?.appointment).toHaveProperty('patientId', patientId);
  await booking.call(patientContacts.remove, ada.caller, { id: patientId, email });
  expect(await codeOf(at(parent))).toBe('FORBIDDEN');
  expect(await delivered(parent.userId)).toEqual({ userId: parent.userId });
  const kept = async () =>
    (await booking.asOwner.query('SELECT FROM booking.notifications WHERE user_id = $1', [parent.userId])).rowCount;
  expect(await kept()).toBe(1);
  await booking.erase(parent.userId);
  expect(await kept()).toBe(0);
});
