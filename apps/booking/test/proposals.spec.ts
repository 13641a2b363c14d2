import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  absences,
  ANONYMOUS,
  appointments,
  holds,
  notifications,
  ownAppointments,
  patientLinks,
  patientMails,
  practitioners,
  proposals,
  slots,
  SYSTEM,
} from '@veza/contracts';
import { eventually } from '@veza/testing';
import { randomUUID } from 'node:crypto';
import { type BookingUnderTest, codeOf, sharedBooking, user } from './booking-under-test.js';
import { hire, type Hired, nextDay, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await sharedBooking();
});
afterAll(() => booking?.stop());

const book = (of: Hired, startTime: string, email = `${randomUUID()}@example.test`) =>
  booking.call(appointments.create, of.caller, {
    patientData: { firstName: 'Rose', lastName: 'Lovelace', email },
    ...{ practitionerId: of.id, type: 'consultation', startTime, duration: 60 },
  });
const away = (of: Hired, startTime: string, endTime: string, overrides = true) =>
  booking.call(absences.create, of.caller, { practitionerId: of.id, startTime, endTime, overrides });
const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);
const displaced = async (of: Hired) => idsOf(await booking.call(proposals.list, of.caller, {}));
const free = async (of: Hired, date: string) => {
  const range = { practitionerId: of.id, dateFrom: date, dateTo: date, duration: 60 };
  const { items } = await booking.call(slots.list, of.caller, range);
  return items.flatMap(({ time, available }) => (available ? [time] : []));
};

/** The mails about displaced appointments to an address, when the job has requested those of all proposals. */
async function lettersTo(email: string) {
  await eventually('no proposal waits', async () => {
    const { rows } = await booking.asOwner.query('SELECT FROM booking.proposals WHERE told_at IS NULL');
    return rows.length === 0 ? true : undefined;
  });
  const { rows } = await booking.asOwner.query<{ id: string }>(
    `SELECT id FROM booking.patient_mails WHERE recipient = $1 AND kind = 'displaced' ORDER BY created_at`,
    [email],
  );
  const mails = [];
  for (const { id } of rows) mails.push((await booking.call(patientMails.read, SYSTEM, { id })).mail);
  return mails;
}
async function moveTokenOf(email: string): Promise<string> {
  const [mail] = await lettersTo(email);
  if (!mail || mail.kind === 'code' || mail.kind === 'offer') throw new Error('There is no mail about an appointment');
  return mail.moveToken ?? '';
}

test('an absence over appointments closes the time, lists them, and keeps them until they are moved', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const [first, second] = [await book(ada, `${date}T09:00:00`), await book(ada, `${date}T11:00:00`)];
  expect(await codeOf(away(ada, `${date}T08:00:00`, `${date}T12:00:00`, false))).toBe('SLOT_TAKEN');
  const absence = await away(ada, `${date}T08:00:00`, `${date}T12:00:00`);
  expect(absence.appointments?.map(({ id }) => id)).toEqual([first.id, second.id]);
  expect([await free(ada, date), await displaced(ada)]).toEqual([[], [first.id, second.id]]);
  expect(await codeOf(book(ada, `${date}T10:00:00`))).toBe('SLOT_TAKEN');
  expect((await booking.call(appointments.confirm, ada.caller, { id: first.id })).status).toBe('confirmed');

  // The time that a displaced appointment leaves stays closed, and the appointment cannot come back to it.
  const next = nextDay();
  await booking.call(appointments.reschedule, ada.caller, { id: first.id, startTime: `${next}T09:00:00` });
  await booking.call(appointments.cancel, ada.caller, { id: second.id });
  expect([await free(ada, date), await displaced(ada)]).toEqual([[], []]);
  const back = booking.call(appointments.reschedule, ada.caller, { id: first.id, startTime: `${date}T09:00:00` });
  expect(await codeOf(back)).toBe('SLOT_TAKEN');
  await booking.call(absences.remove, ada.caller, { practitionerId: ada.id, id: absence.id });
  expect(await free(ada, date)).toEqual(['09:00', '10:00', '11:00']);
});

test('the patient gets one mail with free times, and takes one of another practitioner by its link within the window', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id, { firstName: 'Bea' });
  const [date, email] = [new Date(Date.now() + 86_400_000).toISOString().slice(0, 10), `${randomUUID()}@example.test`];
  const { id } = await book(ada, `${date}T11:00:00`, email);
  await away(ada, `${date}T10:30:00`, `${date}T12:00:00`);
  await away(ada, `${date}T11:15:00`, `${date}T12:30:00`);
  const mails = await lettersTo(email);
  expect(mails).toMatchObject([{ kind: 'displaced', start: `${date}T11:00` }]);
  const token = await moveTokenOf(email);
  const { isNeeded, times } = await booking.call(patientLinks.proposal, ANONYMOUS, { token });
  expect(isNeeded).toBe(true);
  expect(times.map(({ practitionerId }) => practitionerId)).toEqual([...Array(3).fill(ada.id), ...Array(3).fill(bea.id)]);
  expect(times[3]?.startTime).toBe(`${date}T11:00:00+09:00`);

  const move = (practitionerId: string, time = '11:00') =>
    booking.call(patientLinks.move, ANONYMOUS, { token, startTime: `${date}T${time}:00`, practitionerId });
  const { ada: stranger } = await openPractice(booking);
  expect([await codeOf(move(stranger.id)), await codeOf(move(ada.id, '10:00'))]).toEqual(['VALIDATION_FAILED', 'SLOT_TAKEN']);
  expect((await move(bea.id)).practitionerId).toBe(bea.id);
  expect(await codeOf(move(bea.id))).toBe('INVALID_TOKEN');
  expect(await displaced(ada)).toEqual([]);
  expect((await booking.call(appointments.get, ada.caller, { id })).practitionerId).toBe(bea.id);
});

test('a patient moves to another practitioner only if the appointment needs another time', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id);
  const [date, userId] = [nextDay(), 5_001];
  const made = await book(ada, `${date}T11:00:00`);
  await booking.asOwner.query(
    `INSERT INTO booking.patient_contacts (patient_id, email, cabinet_id, relation, proof, user_id)
     VALUES ($1, 'rose@example.test', $2, 'self', 'email', $3)`,
    [made.patientId, cabinet.id, userId],
  );
  const move = (caller = user(userId)) =>
    booking.call(ownAppointments.move, caller, { id: made.id, startTime: `${date}T10:00:00`, practitionerId: bea.id });
  expect(await codeOf(move())).toBe('VALIDATION_FAILED');
  await away(ada, `${date}T11:00:00`, `${date}T11:10:00`);
  expect((await booking.call(ownAppointments.proposal, user(userId), { id: made.id })).isNeeded).toBe(true);
  expect(await codeOf(booking.call(ownAppointments.proposal, user(5_002), { id: made.id }))).toBe('NOT_FOUND');
  expect([await codeOf(move(user(5_002))), await codeOf(move())]).toEqual(['NOT_FOUND', 'no error']);
});

test('appointments of a practitioner who leaves are offered to others', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id, { role: 'manager' });
  const [date, email] = [nextDay(), `${randomUUID()}@example.test`];
  const made = await book(ada, `${date}T09:00:00`, email);
  await booking.call(practitioners.dismiss, bea.caller, { cabinetId: cabinet.id, id: ada.id });
  expect(await displaced(bea)).toEqual([made.id]);
  const token = await moveTokenOf(email);
  const { times } = await booking.call(patientLinks.proposal, ANONYMOUS, { token });
  expect(times.map(({ practitionerId, startTime }) => [practitionerId, startTime])[0]).toEqual([
    bea.id,
    `${date}T09:00:00+09:00`,
  ]);
  const move = (more: object) => booking.call(patientLinks.move, ANONYMOUS, { token, startTime: `${date}T09:00:00`, ...more });
  expect(await codeOf(move({}))).toBe('VALIDATION_FAILED');
  await move({ practitionerId: bea.id });
  expect(await displaced(bea)).toEqual([]);
  expect(await codeOf(booking.call(proposals.list, ada.caller, {}))).toBe('FORBIDDEN');
});

test('colleagues are notified once of an absence over appointments, and of none without any', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const chief = await hire(booking, cabinet.id, { role: 'manager' });
  const date = nextDay();
  await book(ada, `${date}T09:00:00`);
  const count = async () => {
    const { items } = await booking.call(notifications.list, chief.caller, {});
    return items.filter(({ title }) => title === 'Appointments need another time').length;
  };
  await away(ada, `${nextDay()}T09:00:00`, `${date}T08:00:00`).catch(() => undefined);
  await away(ada, `${date}T10:00:00`, `${date}T12:00:00`);
  expect(await count()).toBe(0);
  await away(ada, `${date}T08:00:00`, `${date}T12:00:00`);
  expect(await count()).toBe(1);
});

test('an absence ends holds and lies over other absences; what was under it stays apart from all else', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id);
  const date = nextDay();
  await away(ada, `${date}T09:00:00`, `${date}T10:00:00`, false);
  const time = { practitionerId: ada.id, startTime: `${date}T10:00:00`, duration: 60 };
  const { id } = await booking.call(holds.create, bea.caller, time);
  const made = await book(ada, `${date}T11:00:00`);
  const illness = await away(ada, `${date}T08:00:00`, `${date}T13:00:00`);
  expect(await codeOf(booking.call(holds.remove, bea.caller, { id }))).toBe('NOT_FOUND');
  await booking.call(absences.remove, ada.caller, { practitionerId: ada.id, id: illness.id });
  expect(await displaced(ada)).toEqual([]);
  expect(await free(ada, date)).toEqual(['10:00']);
  expect(await codeOf(book(ada, `${date}T11:00:00`))).toBe('SLOT_TAKEN');
  expect(await codeOf(away(ada, `${date}T11:30:00`, `${date}T12:00:00`, false))).toBe('SLOT_TAKEN');
  expect(idsOf({ items: (await away(ada, `${date}T11:30:00`, `${date}T12:00:00`)).appointments ?? [] })).toEqual([made.id]);
});

test('absences, bookings, moves and cancellations at once leave no booking inside an absence that was made after it', async () => {
  const { ada } = await openPractice(booking);
  const [date, later] = [nextDay(), nextDay()];
  const made = [await book(ada, `${date}T09:00:00`), await book(ada, `${date}T10:00:00`)];
  const outcomes = await Promise.all([
    ...[0, 1, 2].map((minute) => codeOf(away(ada, `${date}T08:0${minute}:00`, `${date}T12:00:00`))),
    codeOf(booking.call(appointments.reschedule, ada.caller, { id: made[0]?.id ?? '', startTime: `${later}T09:00:00` })),
    codeOf(booking.call(appointments.cancel, ada.caller, { id: made[1]?.id ?? '' })),
    ...Array.from({ length: 6 }, () => codeOf(book(ada, `${date}T11:00:00`))),
  ]);
  expect(outcomes.slice(0, 5)).toEqual(Array(5).fill('no error'));
  expect(outcomes.slice(5).filter((code) => code !== 'SLOT_TAKEN' && code !== 'no error')).toEqual([]);
  expect(await free(ada, date)).toEqual([]);
  const { rows } = await booking.asOwner.query(
    `SELECT FROM booking.busy a JOIN booking.busy b ON a.practitioner_id = b.practitioner_id AND a.id < b.id AND a.span && b.span
     WHERE a.practitioner_id = $1 AND a.kind = 'appointment' AND b.kind = 'appointment'`,
    [ada.id],
  );
  expect(rows).toEqual([]);
});

test('the proposals of a cabinet are closed to other cabinets, patients and platform administrators', async () => {
  const [{ cabinet, ada }, { ada: stranger }] = [await openPractice(booking), await openPractice(booking)];
  const date = nextDay();
  const { id } = await book(ada, `${date}T09:00:00`);
  await away(ada, `${date}T08:00:00`, `${date}T12:00:00`);
  await booking.asOwner.query(`INSERT INTO booking.memberships VALUES ($1, 98, 'patient')`, [cabinet.id]);
  const get = (caller: Hired['caller']) => codeOf(booking.call(proposals.get, caller, { id }));
  expect([await get(stranger.caller), await get({ ...user(98), tenantId: cabinet.id }), await get(ada.caller)]).toEqual([
    'NOT_FOUND',
    'FORBIDDEN',
    'no error',
  ]);
  expect(await displaced(stranger)).toEqual([]);
});
