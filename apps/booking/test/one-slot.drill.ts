// covers: apps/booking/src/calendar/holds, apps/booking/src/calendar/busy, libs/platform/src/concurrency
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Caller, type CreateHold, DeclaredError, holds } from '@veza/contracts';
import { type BookingUnderTest, startBooking, user } from './booking-under-test.js';
import { nextDay, openPractice } from './practice.js';

const MEMBERS = 200;
const ROUNDS = 5;
/** A replica that has just started opens its connections and compiles its code first. */
const WARM_UP = 20;

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await startBooking();
});
afterAll(() => booking?.stop());

/** Between two tries of one hold. */
const RETRY_MS = 50;
const refusals: string[] = [];

/** A hold; what a busy machine refuses for load or time may have run, and is tried again with its key, as clients do. */
async function holdOrRetry(caller: Caller, wanted: CreateHold, operation = randomUUID()): Promise<unknown> {
  return booking.call(holds.create, caller, wanted, operation).catch(async (error: unknown) => {
    if (!(error instanceof DeclaredError) || !['OVERLOADED', 'UNAVAILABLE'].includes(error.code)) throw error;
    refusals.push(`${error.code} ${String(error.cause ?? '')}`);
    await pause(RETRY_MS);
    return holdOrRetry(caller, wanted, operation);
  });
}

test('of 200 members who hold one slot at once one succeeds, all others get free times', async () => {
  const { cabinet, ada } = await openPractice(booking);
  await booking.asOwner.query(
    `INSERT INTO booking.memberships SELECT $1, id, 'manager' FROM generate_series(5001, 5000 + $2::int) AS id`,
    [cabinet.id, MEMBERS],
  );
  const holdAtOnce = (members: number, startTime: string): Promise<unknown[]> =>
    Promise.all(
      Array.from({ length: members }, (_, at) => {
        const caller = { ...user(5_001 + at), tenantId: cabinet.id };
        const wanted = { practitionerId: ada.id, startTime, duration: 60 };
        return holdOrRetry(caller, wanted).catch((error: unknown) => error);
      }),
    );
  await holdAtOnce(WARM_UP, `${nextDay()}T10:00:00`);
  for (let round = 0; round < ROUNDS; round += 1) {
    const startTime = `${nextDay()}T10:00:00`;
    const started = performance.now();
    const outcomes = await holdAtOnce(MEMBERS, startTime);
    console.log(
      `${MEMBERS} holds of one slot in ${(performance.now() - started).toFixed(0)} ms; tried again so far: ${refusals.length}`,
      ...new Set(refusals),
    );
    const refused = outcomes.filter((outcome) => outcome instanceof DeclaredError);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['SLOT_TAKEN']));
    expect(refused).toHaveLength(MEMBERS - 1);
    for (const { details } of refused) expect(details?.length).toBe(5);
  }
});
