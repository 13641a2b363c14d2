// covers: apps/booking/src/calendar, apps/booking/src/appointments, libs/database/src
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANY_PRACTITIONER, appointments, type Caller, DeclaredError, holds } from '@veza/contracts';
import { eventually, Random } from '@veza/testing';
import { type BookingUnderTest, startBooking, user } from './booking-under-test.js';
import { hire, nextDay, openPractice } from './practice.js';

const CLIENTS = 100;
const CALLS = 12;
const STEP_MINUTES = 30;
const ALL_DAY = { workingHours: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '00:00', end: '24:00' })), buffer: 0 };

/** After these a caller does not know whether the call was committed. */
const UNKNOWN: readonly string[] = ['DEADLINE', 'UNAVAILABLE'];
const isUnknown = (error: unknown): boolean => error instanceof DeclaredError && UNKNOWN.includes(error.code);

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await startBooking();
});
afterAll(() => booking?.stop());

test(`what ${CLIENTS} clients on three calendars were told is what the tables have`, async () => {
  const { cabinet, ada } = await openPractice(booking, ALL_DAY);
  const others = await Promise.all([hire(booking, cabinet.id, ALL_DAY), hire(booking, cabinet.id, ALL_DAY)]);
  const calendars = [ada, ...others].map(({ id }) => id);
  await booking.asOwner.query(
    `INSERT INTO booking.memberships SELECT $1, id, 'manager' FROM generate_series(7001, 7000 + $2::int) AS id`,
    [cabinet.id, CLIENTS],
  );
  const days = [nextDay(), nextDay(), nextDay(), nextDay()];
  const counts = new Map<string, number>();
  /** The status and version of each acknowledged appointment. */
  const told = new Map<string, { status: string; version: number }>();
  /** Whose last change may have been committed without a reply in time. */
  const unsure = new Set<string>();

  const random = new Random();
  const pick = <Each>(from: readonly Each[]): Each => random.oneOf(from);
  const anyTime = () => {
    const minutes = random.below((24 * 60) / STEP_MINUTES) * STEP_MINUTES;
    return `${pick(days)}T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`;
  };
  const attempt = async (name: string, work: () => Promise<void>) => {
    const outcome = await work().then(
      () => name,
      (error: unknown) => {
        if (error instanceof DeclaredError) return `${name}: ${error.code}`;
        throw error;
      },
    );
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  };

  async function client(index: number): Promise<void> {
    const caller: Caller = { ...user(7_001 + index), tenantId: cabinet.id };
    const own: string[] = [];
    const change = (name: string, work: (id: string) => Promise<{ status: string; version: number }>) => () => {
      const id = own.at(-1);
      if (id === undefined) return Promise.resolve();
      return attempt(name, async () => {
        const { status, version } = await work(id).catch((error: unknown) => {
          if (isUnknown(error)) unsure.add(id);
          throw error;
        });
        unsure.delete(id);
        told.set(id, { status, version });
      });
    };
    const book = (practitionerId: string) => () =>
      attempt('booked', async () => {
        const patientData = { firstName: 'Rose', lastName: randomUUID() };
        const time = { practitionerId, startTime: anyTime(), duration: STEP_MINUTES };
        const { id, status, version } = await booking.call(appointments.create, caller, { ...time, type: 'soin', patientData });
        own.push(id);
        told.set(id, { status, version });
      });
    const hold = () =>
      attempt('held', async () => {
        const time = { practitionerId: pick(calendars), startTime: anyTime(), duration: STEP_MINUTES };
        await booking.call(holds.create, caller, time);
      });
    const move = (id: string) => booking.call(appointments.reschedule, caller, { id, startTime: anyTime() });
    const actions = [
      book(pick(calendars)),
      book(pick(calendars)),
      book(ANY_PRACTITIONER),
      hold,
      change('moved', move),
      change('confirmed', (id) => booking.call(appointments.confirm, caller, { id })),
      change('cancelled', (id) => booking.call(appointments.cancel, caller, { id })),
    ];
    for (let call = 0; call < CALLS; call += 1) await pick(actions)();
  }

  await Promise.all(Array.from({ length: CLIENTS }, (_, index) => client(index)));
  await eventually('no transaction is open', async () => {
    const { rows } = await booking.asOwner.query("SELECT FROM pg_locks WHERE locktype = 'advisory'");
    return rows.length === 0;
  });
  console.log(JSON.stringify(Object.fromEntries([...counts].sort())));
  const { rows } = await booking.asOwner.query<{ id: string; status: string; version: number }>(
    'SELECT id, status, version FROM booking.appointments WHERE cabinet_id = $1',
    [cabinet.id],
  );
  const stored = new Map(rows.map(({ id, ...facts }) => [id, facts]));
  const known = [...stored].filter(([id]) => told.has(id) && !unsure.has(id));
  expect(known.filter(([id, facts]) => JSON.stringify(told.get(id)) !== JSON.stringify(facts))).toEqual([]);
  const untold = [...stored].filter(([id]) => !told.has(id)).map(([, facts]) => facts);
  expect(untold.filter(({ status, version }) => status !== 'pending' || version !== 1)).toEqual([]);
  const unknown = UNKNOWN.reduce((sum, code) => sum + (counts.get(`booked: ${code}`) ?? 0), 0);
  expect(untold.length).toBeLessThanOrEqual(unknown);
  expect([...told.keys()].filter((id) => !stored.has(id))).toEqual([]);
  expect(counts.get('booked')).toBeGreaterThan(0);
}, 180_000);
