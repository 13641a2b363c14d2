import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  ANONYMOUS,
  appointments,
  calendarFeeds,
  ownAppointments,
  patientContacts,
  practitioners,
  publicPages,
} from '@veza/contracts';
import ICAL from 'ical.js';
import { type BookingUnderTest, codeOf, sharedBooking, user } from './booking-under-test.js';
import { hire, type Hired, nextDay, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await sharedBooking();
});
afterAll(() => booking?.stop());

let names = 0;
const book = ({ id, caller }: Hired, startTime: string) =>
  booking.call(appointments.create, caller, {
    practitionerId: id,
    type: 'soin',
    startTime,
    duration: 30,
    notes: 'a secret of the cabinet',
    patientData: { firstName: 'Rose', lastName: `Lovelace ${(names += 1)}` },
  });
const read = async (token: string) => (await booking.call(calendarFeeds.read, ANONYMOUS, { token })).calendar;

/** The events as another library reads them. */
function eventsOf(text: string) {
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const facts = { uid: event.uid, sequence: event.sequence, summary: event.summary };
    return { ...facts, status: component.getFirstPropertyValue('status'), start: event.startDate.toJSDate().toISOString() };
  });
}

test('the feed of a practitioner has the UIDs and SEQUENCEs of single files, initials, and no notes', async () => {
  const { cabinet, ada } = await openPractice(booking, { role: 'manager' });
  const bea = await hire(booking, cabinet.id);
  const date = nextDay();
  const [kept, gone] = [await book(ada, `${date}T09:00:00`), await book(ada, `${date}T10:00:00`)];
  await book(bea, `${date}T09:00:00`);
  await booking.call(appointments.reschedule, ada.caller, { id: kept.id, startTime: `${date}T11:00:00` });
  await booking.call(appointments.cancel, ada.caller, { id: gone.id });
  const { token } = await booking.call(calendarFeeds.renew, ada.caller, { cabinetId: cabinet.id });
  const text = await read(token);
  const events = eventsOf(text);
  expect(events).toMatchObject([
    { uid: `${gone.id}@veza`, status: 'CANCELLED', summary: 'R. L. 2.' },
    { uid: `${kept.id}@veza`, status: 'CONFIRMED', summary: 'R. L. 1.', start: new Date(`${date}T11:00:00+09:00`).toISOString() },
  ]);
  for (const { id } of [gone, kept]) {
    const [single] = eventsOf((await booking.call(appointments.ics, ada.caller, { id })).calendar);
    expect(events.find(({ uid }) => uid === single?.uid)).toMatchObject({ sequence: single?.sequence, start: single?.start });
  }
  expect(text).not.toMatch(/Lovelace|secret/);
  expect(await read(token)).toBe(text);

  const settings = { id: cabinet.id, slug: `feed-${cabinet.id.slice(0, 8)}`, isOpen: false } as const;
  await booking.call(publicPages.update, ada.caller, { ...settings, feedNames: 'names' });
  expect(eventsOf(await read(token)).map(({ summary }) => summary)).toEqual(['Rose Lovelace 2', 'Rose Lovelace 1']);
  await booking.call(publicPages.update, ada.caller, { ...settings, feedNames: 'none' });
  expect(await read(token)).not.toMatch(/Rose|R\. L/);
  await booking.asOwner.query(`UPDATE booking.appointments SET updated_at = now() - interval '15 days' WHERE id = $1`, [gone.id]);
  expect(eventsOf(await read(token)).map(({ uid }) => uid)).toEqual([`${kept.id}@veza`]);
});

test('the feed of a patient has the appointments of everyone whom the account manages, in all cabinets', async () => {
  const [{ ada }, { ada: elsewhere }] = [await openPractice(booking), await openPractice(booking)];
  const date = nextDay();
  const made = [await book(ada, `${date}T09:00:00`), await book(elsewhere, `${date}T10:00:00`)];
  await book(ada, `${date}T11:00:00`);
  const email = 'kin@example.test';
  for (const [{ patientId }, { caller }] of [
    [made[0]!, ada],
    [made[1]!, elsewhere],
  ] as const)
    await booking.call(patientContacts.add, caller, { id: patientId, email, relation: 'guardian' });
  const kin = user(7_001);
  await booking.call(ownAppointments.list, kin, { email });
  const { token } = await booking.call(calendarFeeds.renew, kin, {});
  const events = eventsOf(await read(token));
  expect(events.map(({ uid }) => uid)).toEqual(made.map(({ id }) => `${id}@veza`));
  expect(events[0]?.summary).toBe('Ada Martin, Ici (Rose)');
  const { token: stranger } = await booking.call(calendarFeeds.renew, user(7_002), {});
  expect(eventsOf(await read(stranger))).toEqual([]);
});

test('a feed is renewed and revoked, its secret is stored as a hash, and it ends with the membership and the account', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const chief = await hire(booking, cabinet.id, { role: 'manager' });
  const of = { cabinetId: cabinet.id };
  const first = await booking.call(calendarFeeds.renew, ada.caller, of);
  expect(Buffer.from(first.token, 'base64url')).toHaveLength(32);
  const second = await booking.call(calendarFeeds.renew, ada.caller, of);
  expect(await codeOf(read(first.token))).toBe('NOT_FOUND');
  expect(await codeOf(read('unknown'))).toBe('NOT_FOUND');
  expect(await read(second.token)).toContain('BEGIN:VCALENDAR');
  const { rows } = await booking.asOwner.query('SELECT f::text AS text FROM booking.calendar_feeds f WHERE user_id = $1', [
    ada.userId,
  ]);
  expect(rows).toHaveLength(1);
  expect(rows[0].text).not.toContain(second.token);
  expect(await codeOf(booking.call(calendarFeeds.renew, user(9_998), of))).toBe('NOT_FOUND');
  await booking.call(calendarFeeds.revoke, user(9_998), of);
  expect(await codeOf(read(second.token))).toBe('no error');
  await booking.call(calendarFeeds.revoke, ada.caller, of);
  expect(await codeOf(read(second.token))).toBe('NOT_FOUND');

  const third = await booking.call(calendarFeeds.renew, ada.caller, of);
  await booking.call(practitioners.dismiss, chief.caller, { cabinetId: cabinet.id, id: ada.id });
  expect(await codeOf(read(third.token))).toBe('NOT_FOUND');
  const own = await booking.call(calendarFeeds.renew, user(chief.userId), {});
  await booking.erase(chief.userId);
  expect(await codeOf(read(own.token))).toBe('NOT_FOUND');
  // The owner of the mailbox takes over the account of a stranger.
  const strangers = await booking.call(calendarFeeds.renew, user(9_997), {});
  await booking.clear(9_997);
  expect(await codeOf(read(strangers.token))).toBe('NOT_FOUND');
});
