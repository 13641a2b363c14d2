// covers: apps/booking/src/records/retention, libs/platform/src/jobs
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import { AuditService } from '../src/practice/audit/audit.service.js';
import { RetentionHours } from '../src/records/retention/retention-hours.js';
import { type BookingUnderTest, startBooking } from './booking-under-test.js';
import { openPractice } from './practice.js';
import { endedHours, openHour } from './retention-hour.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await startBooking();
});
afterAll(() => booking?.stop());

const OLD = 30;

test('a run whose replica is killed in the middle is taken again, ends, and erases each patient once', async () => {
  const { cabinet } = await openPractice(booking, { role: 'manager' });
  const { rows } = await booking.asOwner.query<{ id: string }>(
    `INSERT INTO booking.patients (cabinet_id, first_name, last_name, updated_at)
     SELECT $1, 'Rose', 'Old ' || n, now() - interval '4 years' FROM generate_series(1, ${OLD}) AS n RETURNING id`,
    [cabinet.id],
  );
  const countOf = async (sql: string) => (await booking.asOwner.query(sql, [cabinet.id])).rowCount;
  const erased = () => countOf('SELECT FROM booking.patients WHERE cabinet_id = $1 AND erased_at IS NOT NULL');
  const middle = rows.map(({ id }) => id).sort()[OLD / 2];
  const hours = booking.provider(RetentionHours);
  await openHour(booking);
  const looks: Promise<void>[] = [];
  const blocker = await booking.asService.connect();
  try {
    // A patient in the middle is locked, so two runs, one on each replica, stop there.
    await blocker.query('BEGIN');
    await blocker.query(`SELECT set_config('booking.cabinet_id', $1, true), set_config('booking.platform_admin', 'true', true)`, [
      cabinet.id,
    ]);
    await blocker.query('SELECT FROM patients WHERE id = $1 FOR UPDATE', [middle]);
    // Both look: the replica at its start.
    const replica = await booking.startReplica();
    looks.push(hours.look());
    await eventually('both replicas stand in the middle of a run', async () => {
      const waiting = await booking.asOwner.query(
        `SELECT FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')`,
      );
      return (waiting.rowCount ?? 0) >= 2 ? true : undefined;
    });
    expect(await erased()).toBe(OLD / 2);
    await replica.kill();
    // The next look takes the run again.
    expect(await endedHours(booking)).toBe(0);
    looks.push(hours.look());
  } finally {
    await blocker.query('ROLLBACK');
    blocker.release();
  }
  await Promise.all(looks);
  expect(await endedHours(booking)).toBe(1);
  expect(await erased()).toBe(OLD);
  await booking.provider(AuditService).settle();
  expect(await countOf(`SELECT FROM booking.patient_audit WHERE cabinet_id = $1 AND action = 'erased'`)).toBe(OLD);
}, 120_000);
