import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { absences, cabinets, holds, patients, practitioners } from '@veza/contracts';
import { type BookingUnderTest, codeOf, sharedBooking } from './booking-under-test.js';
import { ADMIN, nextDay, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await sharedBooking();
});
afterAll(() => booking?.stop());

const ROSE = { firstName: 'Rose', lastName: 'Lovelace', email: 'rose@example.test' };

/** They hold positions of events and names of migrations; booking publishes no event. */
const WITHOUT_POLICY = ['event_positions', 'event_relay', 'events', 'migrations'];

test('every table has row-level security, FORCEd and with a policy, but those without data of a cabinet', async () => {
  const { rows } = await booking.asOwner.query<{ name: string }>(`
    SELECT relname AS name FROM pg_class c
    WHERE relnamespace = 'booking'::regnamespace AND relkind IN ('r', 'p', 'm', 'v') AND NOT
      (relrowsecurity AND relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = c.oid))
    ORDER BY name`);
  expect(rows.map(({ name }) => name)).toEqual(WITHOUT_POLICY);
});

test('a kept reply is read by its caller in its cabinet only', async () => {
  const [{ ada, cabinet }, { cabinet: other }] = [await openPractice(booking), await openPractice(booking)];
  const operation = randomUUID();
  const first = await booking.call(patients.create, ada.caller, ROSE, operation);
  expect(await booking.call(patients.create, ada.caller, ROSE, operation)).toEqual(first);
  // The platform's own rows, of hours of the retention, are of no cabinet.
  const { rows } = await booking.asService.query(`SELECT reply FROM operations WHERE id NOT LIKE 'retention %'`);
  expect(rows).toEqual([]);
  const rowsOf = async (userId: number, cabinetId: string) => {
    const client = await booking.asService.connect();
    try {
      await client.query('BEGIN');
      const settings = `SELECT set_config('booking.user_id', $1, true), set_config('booking.cabinet_id', $2, true)`;
      await client.query(settings, [String(userId), cabinetId]);
      return (await client.query('SELECT reply FROM operations')).rowCount;
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  };
  expect(await rowsOf(ada.userId, cabinet.id)).toBe(1);
  await booking.asOwner.query(`INSERT INTO booking.memberships VALUES ($1, $2, 'manager'), ($3, 98, 'manager')`, [
    other.id,
    ada.userId,
    cabinet.id,
  ]);
  expect([await rowsOf(ada.userId, other.id), await rowsOf(98, cabinet.id)]).toEqual([0, 0]);
});

test('each create is made once for an operation, and a former member gets no kept reply', async () => {
  const { ada, cabinet } = await openPractice(booking);
  const date = nextDay();
  const hired = { userId: 77, cabinetId: cabinet.id, workingHours: [], firstName: 'Al', lastName: 'Khwarizmi' };
  const absence = { practitionerId: ada.id, startTime: `${date}T10:00`, endTime: `${date}T11:00` };
  const hold = { practitionerId: ada.id, startTime: `${date}T09:00`, duration: 30 };
  for (const create of [
    (operation: string) => booking.call(cabinets.create, ADMIN, { name: 'Ici', timezone: 'Asia/Tokyo' }, operation),
    (operation: string) => booking.call(practitioners.hire, ADMIN, hired, operation),
    (operation: string) => booking.call(absences.create, ada.caller, absence, operation),
    (operation: string) => booking.call(holds.create, ada.caller, hold, operation),
  ]) {
    const operation = randomUUID();
    expect(await create(operation)).toEqual(await create(operation));
  }
  const operation = randomUUID();
  await booking.call(patients.create, ada.caller, ROSE, operation);
  await booking.asOwner.query('DELETE FROM booking.memberships WHERE user_id = $1', [ada.userId]);
  expect(await codeOf(booking.call(patients.create, ada.caller, ROSE, operation))).toBe('FORBIDDEN');
});

test('kept replies of every cabinet are deleted after 25 hours, without another request', async () => {
  const [{ ada }, { ada: bob }] = [await openPractice(booking), await openPractice(booking)];
  const [old, recent] = [randomUUID(), randomUUID()];
  await booking.call(patients.create, ada.caller, ROSE, old);
  await booking.call(patients.create, bob.caller, ROSE, recent);
  const ageBy = (hours: number, id: string) =>
    booking.asOwner.query(
      `UPDATE booking.operations SET created_at = now() - make_interval(hours => $1) WHERE id LIKE $2 || '%'`,
      [hours, id],
    );
  await ageBy(26, old);
  await ageBy(24, recent);
  await booking.sweepOperations();
  const { rows } = await booking.asOwner.query<{ id: string }>('SELECT id FROM booking.operations');
  const ids = rows.map(({ id }) => id).join();
  expect([ids.includes(old), ids.includes(recent)]).toEqual([false, true]);
});
