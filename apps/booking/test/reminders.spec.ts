import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  absences,
  ANONYMOUS,
  appointments,
  notifications,
  patientLinks,
  patientMails,
  patients,
  patientSms,
  publicPages,
  SYSTEM,
} from '@veza/contracts';
import { type BookingUnderTest, codeOf, startBooking } from './booking-under-test.js';
import { hire, type Hired, nextDay, openPractice } from './practice.js';
import { type Reminded, reminded } from './reminded.js';

let booking: BookingUnderTest;
let book: Reminded['book'];
let due: Reminded['due'];
let sent: Reminded['sent'];
let settled: Reminded['settled'];
beforeAll(async () => {
  booking = await startBooking();
  ({ book, due, sent, settled } = reminded(booking));
});
afterAll(() => booking?.stop());

const MANAGER = { role: 'manager' } as const;

/** Requested reminders of an address, as the gateway would write them now. */
async function remindersTo(email: string) {
  const { rows } = await booking.asOwner.query<{ id: string }>(
    `SELECT id FROM booking.patient_mails WHERE recipient = $1 AND kind = 'reminder'`,
    [email],
  );
  return Promise.all(rows.map(async ({ id }) => (await booking.call(patientMails.read, SYSTEM, { id })).mail));
}
const noticed = async ({ caller }: Hired) =>
  (await booking.call(notifications.list, caller, {})).items.filter(({ data }) => data?.change === 'reminder');

test('48 and 2 hours before, the patient gets a mail and the practitioner a notification, once', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const chief = await hire(booking, cabinet.id, MANAGER);
  const { id, email } = await book(ada);
  for (let run = 0; run < 3; run += 1) await booking.beginReminders();
  await settled(id, 48);
  await booking.beginReminders();
  expect(await remindersTo(email)).toMatchObject([{ kind: 'reminder', language: 'fr', moveToken: expect.any(String) }]);
  expect(await noticed(ada)).toMatchObject([{ type: 'appointment', title: 'Appointment soon', data: { appointmentId: id } }]);
  expect(await noticed(chief)).toEqual([]);
  await due(id, 2, 0);
  await booking.beginReminders();
  await settled(id, 2);
  expect(await remindersTo(email)).toHaveLength(2);
});

test('the reminder of a moved, cancelled or past appointment is void, and a time set too late has none', async () => {
  const { ada } = await openPractice(booking);
  const soon = { seconds: 60 };
  const [moved, cancelled] = [await book(ada, soon), await book(ada, soon)];
  const [late, old] = [await book(ada, soon), await book(ada, soon)];
  await due(late.id, 48, -1, 0);
  await booking.beginReminders();
  await booking.call(appointments.reschedule, ada.caller, { id: moved.id, startTime: `${nextDay()}T10:00:00` });
  await booking.call(appointments.cancel, ada.caller, { id: cancelled.id });
  await due(old.id, 23, 0);
  for (const { id } of [moved, cancelled]) {
    const reminder = { cabinetId: (await row(id)).cabinet_id, appointmentId: id, timeVersion: 1, hours: 48 };
    await booking.sendReminder(reminder);
  }
  await booking.beginReminders();
  const after = await book(ada);
  await booking.beginReminders();
  await settled(after.id, 48);
  for (const { id, email } of [moved, cancelled, late, old]) expect([await sent(id), await remindersTo(email)]).toEqual([[], []]);
  // The new time has a reminder of its own.
  await due(moved.id, 48, 0);
  await booking.beginReminders();
  await settled(moved.id, 48);
  expect(await remindersTo(moved.email)).toHaveLength(1);
});

test('an appointment whose practitioner is away then has no reminder until the absence has ended', async () => {
  const { ada } = await openPractice(booking);
  const { id, email } = await book(ada, { seconds: 60 });
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const away = { practitionerId: ada.id, startTime: inHours(47), endTime: inHours(50), overrides: true };
  const { id: absence } = await booking.call(absences.create, ada.caller, away);
  await due(id, 48, -1);
  await booking.sendReminder({ cabinetId: (await row(id)).cabinet_id, appointmentId: id, timeVersion: 1, hours: 48 });
  await booking.beginReminders();
  const other = await book(ada);
  await booking.beginReminders();
  await settled(other.id, 48);
  expect([await sent(id), await remindersTo(email)]).toEqual([[], []]);
  await booking.call(absences.remove, ada.caller, { practitionerId: ada.id, id: absence });
  await booking.beginReminders();
  await settled(id, 48);
  expect(await remindersTo(email)).toHaveLength(1);
});

test('a mail that waits while its appointment is cancelled is left out', async () => {
  const { ada } = await openPractice(booking);
  const { id, email } = await book(ada);
  await booking.beginReminders();
  await settled(id, 48);
  await booking.call(appointments.cancel, ada.caller, { id });
  expect(await remindersTo(email)).toEqual([null]);
});

test('a cabinet chooses the hours, and an address and a member switch reminders off', async () => {
  const { cabinet, ada } = await openPractice(booking, MANAGER);
  const slug = `cabinet-${cabinet.id.slice(0, 8)}`;
  const page = { id: cabinet.id, slug, isOpen: false };
  const choose = (reminders: number[]) => booking.call(publicPages.update, ada.caller, { ...page, reminders });
  expect((await choose([24])).reminders).toEqual([24]);
  expect(await codeOf(choose([0]))).toBe('VALIDATION_FAILED');
  expect(await codeOf(choose([2, 2]))).toBe('VALIDATION_FAILED');
  const [first, never] = [await book(ada, { hours: 24 }), await book(ada)];
  await booking.beginReminders();
  await settled(first.id, 24);
  expect(await sent(never.id)).toEqual([]);
  const [mail] = await remindersTo(first.email);
  const token = (mail && 'remindToken' in mail && mail.remindToken) || '';
  const choice = (given: string, wanted: boolean) =>
    codeOf(booking.call(patientLinks.remind, ANONYMOUS, { token: given, wanted }));
  expect([await choice(`${token}A`, false), await choice('', false)]).toEqual(['INVALID_TOKEN', 'VALIDATION_FAILED']);
  expect(await codeOf(booking.call(patientLinks.cancel, ANONYMOUS, { token }))).toBe('INVALID_TOKEN');
  const moveToken = (mail && 'moveToken' in mail && mail.moveToken) || '';
  expect(await choice(moveToken, false)).toBe('INVALID_TOKEN');

  expect(await choice(token, false)).toBe('no error');
  await booking.call(notifications.prefer, ada.caller, { reminder: false });
  await choose([23]);
  await due(first.id, 23, 0);
  await booking.beginReminders();
  await settled(first.id, 23);
  expect([(await remindersTo(first.email)).length, (await noticed(ada)).length]).toEqual([1, 1]);
  expect(await choice(token, true)).toBe('no error');
  await choose([22]);
  await due(first.id, 22, 0);
  await booking.beginReminders();
  await settled(first.id, 22);
  expect(await remindersTo(first.email)).toHaveLength(2);
  await choose([]);
  await due(first.id, 48, 0);
  await booking.beginReminders();
  const other = await openPractice(booking);
  const { id } = await book(other.ada);
  await booking.beginReminders();
  await settled(id, 48);
  expect(await sent(first.id)).not.toContain(48);
});

/** Requested texts to a number, as the gateway would write them now. */
async function textsTo(number: string) {
  const { rows } = await booking.asOwner.query<{ id: string }>(
    `SELECT id FROM booking.patient_mails WHERE recipient = $1 AND channel = 'sms'`,
    [number],
  );
  return Promise.all(rows.map(async ({ id }) => (await booking.call(patientSms.read, SYSTEM, { id })).sms));
}

test('a patient who agrees gets one text for each moment too, on the clock of the cabinet, until it is refused', async () => {
  const { cabinet, ada } = await openPractice(booking, MANAGER);
  // 06 1x: not every number behind 06 is one that takes an SMS.
  const digits = `1${String(randomInt(1_000_000)).padStart(6, '1')}`;
  const number = `+336${digits}9`;
  const remind = async (id: string, hours: number) => {
    await due(id, hours, 0);
    await booking.beginReminders();
    await booking.beginReminders();
    await settled(id, hours);
  };
  const { id, email } = await book(ada, { seconds: 600 });
  const { patientId } = await booking.call(appointments.get, ada.caller, { id });
  const update = (facts: { phone?: string; smsConsent?: boolean }) =>
    booking.call(patients.update, ada.caller, { id: patientId, ...facts });
  expect((await update({ phone: `06${digits}9` })).smsConsentAt).toBeUndefined();
  await remind(id, 48);
  expect(await textsTo(number)).toEqual([]);
  const since = (await update({ smsConsent: true })).smsConsentAt;
  expect(since).toBeDefined();
  expect((await update({ smsConsent: true })).smsConsentAt).toBe(since);
  // A national number has no country until the cabinet has public holidays.
  await booking.call(publicPages.update, ada.caller, {
    ...{ id: cabinet.id, slug: `sms-${cabinet.id.slice(0, 8)}`, isOpen: false, reminders: [24, 12, 6, 2] },
  });
  await remind(id, 24);
  expect(await textsTo(number)).toEqual([]);
  await booking.asOwner.query(`UPDATE booking.cabinets SET holiday_region = 'FR' WHERE id = $1`, [cabinet.id]);
  await remind(id, 12);
  const [text, ...others] = await textsTo(number);
  expect(others).toEqual([]);
  const { startTime } = await booking.call(appointments.get, ada.caller, { id });
  const inTokyo = new Date(Date.parse(startTime) + 9 * 3_600_000).toISOString().slice(0, 16);
  expect(text).toMatchObject({ to: number, language: 'fr', timezone: 'Asia/Tokyo', start: inTokyo, until: startTime });
  expect(text?.subject).toEqual({ cabinetId: cabinet.id, patientId });
  expect(JSON.stringify(await remindersTo(email))).not.toContain(number);

  const refuse = { token: text?.remindToken ?? '', wanted: false };
  await booking.call(patientLinks.remind, ANONYMOUS, refuse);
  await remind(id, 6);
  expect(await textsTo(number)).toHaveLength(1);
  await booking.call(patientLinks.remind, ANONYMOUS, { ...refuse, wanted: true });
  expect((await update({ smsConsent: false })).smsConsentAt).toBeUndefined();
  await remind(id, 2);
  expect(await textsTo(number)).toHaveLength(1);
  expect((await remindersTo(email)).length).toBeGreaterThan(3);
  // A text about a time that has changed is left out.
  await booking.call(appointments.cancel, ada.caller, { id });
  expect(await textsTo(number)).toEqual([null]);
});

test('runs of one job at once, after Redis lost everything, send one mail', async () => {
  const { ada } = await openPractice(booking);
  const { id, email } = await book(ada, { seconds: 1 });
  await booking.beginReminders();
  await booking.wipeRedis();
  await booking.beginReminders();
  const reminder = { cabinetId: (await row(id)).cabinet_id, appointmentId: id, timeVersion: 1, hours: 48 };
  await Promise.all(Array.from({ length: 5 }, () => booking.sendReminder(reminder)));
  expect(await sent(id)).toEqual([48]);
  expect(await remindersTo(email)).toHaveLength(1);
});

const row = async (id: string) =>
  (await booking.asOwner.query('SELECT cabinet_id FROM booking.appointments WHERE id = $1', [id])).rows[0];
