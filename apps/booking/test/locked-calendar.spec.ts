import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { absences, ANY_PRACTITIONER, appointments, appointmentTypes, type Caller, facilities, holds } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { type BookingUnderTest, codeOf, sharedBooking, user } from './booking-under-test.js';
import { lockedStatements } from './locked-statements.js';
import { ADMIN, hire, type Hired, nextDay, openPractice } from './practice.js';

/** Statements for which others of the calendar wait, without COMMIT. */
const MOST = 5;

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await sharedBooking();
});
afterAll(() => booking?.stop());

const patientData = () => ({ firstName: 'Rose', lastName: randomUUID(), email: `${randomUUID()}@example.test` });
const wanted = (practitionerId: string, startTime: string) =>
  ({ practitionerId, startTime, type: 'consultation', duration: 60, notes: 'a note', patientData: patientData() }) as const;
/** With an operation, whose reply is stored in the transaction too. */
const book = ({ caller }: Hired, practitionerId: string, startTime: string) =>
  booking.call(appointments.create, caller, wanted(practitionerId, startTime), `${randomUUID()}/booking.appointments.create`);

test('at most five statements run under the lock of a calendar, and calls that take no time lock none', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id);
  const [date, other] = [nextDay(), nextDay()];
  const made = await book(ada, ada.id, `${date}T09:00:00`);
  const ran: Record<string, string[][]> = {};
  const run = async (name: string, work: () => Promise<unknown>) => {
    ran[name] = await lockedStatements(work);
  };
  const update = (changes: object) => () => booking.call(appointments.update, ada.caller, { id: made.id, ...changes });
  await run('a booking', () => book(ada, ada.id, `${date}T10:00:00`));
  await run('a booking with any practitioner', () => book(ada, ANY_PRACTITIONER, `${other}T09:00:00`));
  await run('a hold', () =>
    booking.call(holds.create, ada.caller, { practitionerId: ada.id, startTime: `${other}T10:00:00`, duration: 60 }),
  );
  await run('a move', update({ startTime: `${date}T11:00:00` }));
  await run('an absence over appointments', () =>
    booking.call(
      absences.create,
      ada.caller,
      { practitionerId: ada.id, startTime: `${date}T11:00:00`, endTime: `${date}T12:00:00`, overrides: true },
      `${randomUUID()}/booking.absences.create`,
    ),
  );
  await run('another practitioner', update({ practitionerId: bea.id, startTime: `${date}T09:00:00`, notes: 'another' }));
  await booking.call(facilities.create, ADMIN, { cabinetId: cabinet.id, name: 'Room', kind: 'room' });
  await booking.call(appointmentTypes.update, ADMIN, { cabinetId: cabinet.id, type: 'consultation', needs: { kind: 'room' } });
  const day = nextDay();
  await run('a booking with a room', () => book(ada, ada.id, `${day}T09:00:00`));
  await run('a move that takes a room', update({ startTime: `${day}T10:00:00` }));
  for (const [name, statements] of Object.entries(ran)) {
    expect({ name, transactions: statements.length }).toEqual({ name, transactions: 1 });
    for (const each of statements) expect({ name, statements: each.slice(MOST) }).toEqual({ name, statements: [] });
  }
  const change = (contract: typeof appointments.confirm | typeof appointments.cancel) => () =>
    booking.call(contract, ada.caller, { id: made.id });
  expect(await lockedStatements(change(appointments.confirm))).toEqual([]);
  expect(await lockedStatements(change(appointments.cancel))).toEqual([]);
});

test('a booking that waited for a calendar past its deadline is not done', async () => {
  const { ada } = await openPractice(booking);
  const startTime = `${nextDay()}T09:00:00`;
  const key = `hashtextextended('booking.busy:${ada.id}', 0)`;
  await booking.asOwner.query(`SELECT pg_advisory_lock(${key})`);
  const data = wanted(ada.id, startTime);
  expect(await codeOf(booking.call(appointments.create, ada.caller, data))).toBe('DEADLINE');
  await booking.asOwner.query(`SELECT pg_advisory_unlock(${key})`);
  await eventually('its transaction ended', async () => {
    const { rows } = await booking.asOwner.query("SELECT FROM pg_locks WHERE locktype = 'advisory'");
    return rows.length === 0;
  });
  const rows = async (table: string, condition = 'true') =>
    (await booking.asOwner.query(`SELECT FROM booking.${table} WHERE ${condition}`)).rowCount;
  expect(await rows('patients', `last_name = '${data.patientData.lastName}'`)).toBe(0);
  expect(await rows('appointments', `practitioner_id = '${ada.id}'`)).toBe(0);
  expect(await rows('busy', `practitioner_id = '${ada.id}'`)).toBe(0);
  expect((await booking.call(appointments.create, ada.caller, data)).status).toBe('pending');
});

test('of equal requests with any practitioner at the same moment one is a booking', async () => {
  const { cabinet, ada } = await openPractice(booking);
  await hire(booking, cabinet.id);
  const data = wanted(ANY_PRACTITIONER, `${nextDay()}T09:00:00`);
  const caller: Caller = { ...user(ada.userId), tenantId: cabinet.id };
  const made = await Promise.all(Array.from({ length: 6 }, () => booking.call(appointments.create, caller, data)));
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
});
