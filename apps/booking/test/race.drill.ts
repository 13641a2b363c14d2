// covers: apps/booking/src/calendar, apps/booking/src/appointments, apps/booking/src/migrations
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Random } from '@veza/testing';
import { absences, appointments, appointmentTypes, type Caller, DeclaredError, facilities, holds } from '@veza/contracts';
import { type BookingUnderTest, startBooking, user } from './booking-under-test.js';
import { ADMIN, hire, nextDay, openPractice } from './practice.js';

const { RACE_SECONDS = '12' } = process.env;
const CLIENTS = 100;
const PRACTITIONERS = 20;
/** Fewer than practitioners: half of the bookings need one. */
const ROOMS = 6;
const STEP_MINUTES = 15;
/** The first one needs a room. */
const TYPES = ['soin', 'controle'] as const;
const DURATIONS = [15, 30, 45, 60];
const ALL_DAY = { workingHours: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '00:00', end: '24:00' })), buffer: 5 };
/** Refusals of a calendar under load; a call that its replica did not run is refused for load and counted. */
const REFUSED = ['SLOT_TAKEN', 'INVALID_TRANSITION', 'NOT_FOUND'];
const LOAD = ['OVERLOADED', 'UNAVAILABLE', 'DEADLINE'];

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await startBooking();
});
afterAll(() => booking?.stop());

/** What the tables say, without the code under test: each statement finds rows that may not exist. */
const FAULTS: Record<string, string> = {
  'two appointments overlap, buffer included': `
    SELECT a.id FROM taken a JOIN taken b ON a.practitioner_id = b.practitioner_id AND a.id < b.id AND a.span && b.span`,
  'two appointments use one room at once, buffer included': `
    SELECT a.id FROM taken a JOIN taken b ON a.facility_id = b.facility_id AND a.id < b.id AND a.span && b.span`,
  'an appointment that needs a room has none, or one that needs none has one': `
    SELECT a.id FROM taken a WHERE (a.type = 'soin') <> (a.facility_id IS NOT NULL)`,
  'an appointment and its time name two rooms': `
    SELECT a.id FROM taken a JOIN booking.busy b ON b.id = a.id WHERE b.facility_id IS DISTINCT FROM a.facility_id`,
  'an appointment overlaps an absence': `
    SELECT a.id FROM taken a JOIN booking.busy b
      ON b.kind = 'absence' AND b.practitioner_id = a.practitioner_id AND b.span && a.span`,
  'an appointment holds no time, or another one': `
    SELECT a.id FROM taken a LEFT JOIN booking.busy b ON b.id = a.id AND b.kind = 'appointment'
    WHERE b.id IS NULL OR b.practitioner_id <> a.practitioner_id OR b.span <> a.span`,
  'a time is held by no open appointment': `
    SELECT b.id FROM booking.busy b LEFT JOIN taken a ON a.id = b.id WHERE b.kind = 'appointment' AND a.id IS NULL`,
  'a history has holes': `
    SELECT a.id FROM booking.appointments a JOIN booking.appointment_changes c ON c.appointment_id = a.id
    GROUP BY a.id HAVING count(*) <> a.version`,
  'a patient has no appointment': `
    SELECT p.id FROM booking.patients p LEFT JOIN booking.appointments a ON a.patient_id = p.id WHERE a.id IS NULL`,
};
const TAKEN = `
  WITH taken AS (
    SELECT a.id, a.practitioner_id, a.facility_id, a.type, tstzrange(a.start_time, a.start_time + make_interval(mins => a.duration + p.buffer)) AS span
    FROM booking.appointments a JOIN booking.practitioners p ON p.id = a.practitioner_id
    WHERE a.status IN ('pending', 'confirmed')
  )`;

test(`no appointment overlaps or is lost while ${CLIENTS} clients race on two replicas and one is killed`, async () => {
  const { cabinet, ada } = await openPractice(booking, ALL_DAY);
  const others = await Promise.all(Array.from({ length: PRACTITIONERS - 1 }, () => hire(booking, cabinet.id, ALL_DAY)));
  const calendars = [ada, ...others].map(({ id }) => id);
  await booking.asOwner.query(
    `INSERT INTO booking.memberships SELECT $1, id, 'manager' FROM generate_series(6001, 6000 + $2::int) AS id`,
    [cabinet.id, CLIENTS],
  );
  for (let room = 1; room <= ROOMS; room += 1)
    await booking.call(facilities.create, ADMIN, { cabinetId: cabinet.id, name: `Room ${room}`, kind: 'room' });
  await booking.call(appointmentTypes.update, ADMIN, { cabinetId: cabinet.id, type: 'soin', needs: { kind: 'room' } });
  const second = await booking.startReplica();
  const days = [nextDay(), nextDay()];
  const until = performance.now() + Number(RACE_SECONDS) * 1_000;
  const known = new Map<string, string>();
  const unknown = new Set<string>();
  const counts = new Map<string, number>();
  const random = new Random();
  let inFlight = 0;
  let flyingAtKill = 0;

  const pick = <Each>(from: readonly Each[]): Each => random.oneOf(from);
  const anyTime = () => {
    const step = random.below((24 * 60) / STEP_MINUTES);
    const [hour, minute] = [Math.floor((step * STEP_MINUTES) / 60), (step * STEP_MINUTES) % 60];
    return `${pick(days)}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`;
  };
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

  /** False when the outcome is unknown: the call may have been made or not. */
  async function attempt(name: string, work: () => Promise<void>): Promise<boolean> {
    inFlight += 1;
    try {
      await work();
      count(name);
      return true;
    } catch (error) {
      if (!(error instanceof DeclaredError)) throw error;
      count(error.code);
      if (![...REFUSED, ...LOAD].includes(error.code)) throw error;
      return REFUSED.includes(error.code) || error.code === 'OVERLOADED';
    } finally {
      inFlight -= 1;
    }
  }

  async function client(index: number): Promise<void> {
    const member = { ...user(6_001 + index), tenantId: cabinet.id };
    const caller: Caller = member;
    const own: string[] = [];
    const change = async (name: string, work: (id: string) => Promise<{ id: string; status: string }>) => {
      if (own.length === 0) return;
      const id = pick(own);
      const sure = await attempt(name, async () => {
        known.set(id, (await work(id)).status);
      });
      if (!sure) unknown.add(id);
    };
    const actions = [
      () =>
        attempt('booked', async () => {
          const patientData = { firstName: 'Rose', lastName: `L${random.next()}`, email: 'rose@example.test' };
          const time = { practitionerId: pick(calendars), startTime: anyTime(), duration: pick(DURATIONS) };
          const made = await booking.call(appointments.create, caller, { ...time, type: pick(TYPES), patientData });
          own.push(made.id);
          known.set(made.id, made.status);
        }),
      () =>
        attempt('held', async () => {
          const time = { practitionerId: pick(calendars), startTime: anyTime(), duration: pick(DURATIONS) };
          await booking.call(holds.create, caller, { ...time, type: pick(TYPES) });
        }),
      () => change('confirmed', (id) => booking.call(appointments.confirm, caller, { id })),
      () => change('moved', (id) => booking.call(appointments.reschedule, caller, { id, startTime: anyTime() })),
      () => change('changed', (id) => booking.call(appointments.update, caller, { id, practitionerId: pick(calendars) })),
      () => change('retyped', (id) => booking.call(appointments.update, caller, { id, type: pick(TYPES) })),
      () => change('cancelled', (id) => booking.call(appointments.cancel, caller, { id })),
      () =>
        attempt('absent', async () => {
          const practitionerId = pick(calendars);
          const startTime = anyTime();
          const endTime = `${startTime.slice(0, 14)}59:00`;
          const { id } = await booking.call(absences.create, caller, { practitionerId, startTime, endTime });
          await booking.call(absences.remove, caller, { practitionerId, id });
        }),
    ];
    while (performance.now() < until) await pick(actions)();
  }

  const clients = Array.from({ length: CLIENTS }, (_, index) => client(index));
  const half = new Promise((resolve) => setTimeout(resolve, Number(RACE_SECONDS) * 500));
  await Promise.race([half, ...clients]);
  flyingAtKill = inFlight;
  await second.kill();
  await Promise.all(clients);
  console.log(`${RACE_SECONDS} s: ${JSON.stringify(Object.fromEntries(counts))}, in flight at the kill: ${flyingAtKill}`);

  for (const [fault, sql] of Object.entries(FAULTS))
    expect([fault, (await booking.asOwner.query(`${TAKEN} ${sql}`)).rows]).toEqual([fault, []]);
  const { rows } = await booking.asOwner.query<{ id: string; status: string }>('SELECT id, status FROM booking.appointments');
  const stored = new Map(rows.map(({ id, status }) => [id, status]));
  const lost = [...known].filter(([id, status]) => (unknown.has(id) ? !stored.has(id) : stored.get(id) !== status));
  expect(lost).toEqual([]);
  expect(counts.get('booked')).toBeGreaterThan(0);
  // Deadlines are those of a busy machine; a lost call ends as UNAVAILABLE.
  expect(counts.get('UNAVAILABLE') ?? 0).toBeLessThanOrEqual(flyingAtKill);
}, 180_000);
