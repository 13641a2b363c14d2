import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import {
  ANONYMOUS,
  appointments,
  type AppointmentStatus,
  type Caller,
  type CreateAppointment,
  DeclaredError,
  holds,
  patients,
  slots,
} from '@veza/contracts';
import { eventually } from '@veza/testing';
import { convertIcsCalendar } from 'ts-ics';
import { type BookingUnderTest, codeOf, startBooking, user } from './booking-under-test.js';
import { ADMIN, hire, type Hired, nextDay, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await startBooking();
});
afterAll(() => booking?.stop());

let names = 0;
const newPatient = () => {
  names += 1;
  return { firstName: 'Rose', lastName: `Lovelace ${names}`, email: `rose${names}@example.test`, phone: '+33601020304' };
};
const book = ({ id, caller }: Hired, startTime: string, fields: Partial<CreateAppointment> = {}, by: Caller = caller) =>
  booking.call(appointments.create, by, {
    practitionerId: id,
    type: 'consultation',
    startTime,
    duration: 60,
    ...(fields.patientId ? {} : { patientData: newPatient() }),
    ...fields,
  });
const free = async ({ id, caller }: Hired, date: string) => {
  const range = { practitionerId: id, dateFrom: date, dateTo: date, duration: 60 };
  return (await booking.call(slots.list, caller, range)).items.flatMap(({ time, available }) => (available ? [time] : []));
};
const update = ({ caller }: Hired, id: string, changes: object) => booking.call(appointments.update, caller, { id, ...changes });
const refusal = (promise: Promise<unknown>): Promise<DeclaredError> =>
  promise.then(
    () => Promise.reject(new Error('It went through')),
    (error: unknown) => (error instanceof DeclaredError ? error : Promise.reject(error)),
  );

test('a booking is a pending appointment of a new patient, and takes its time and buffer', async () => {
  const { cabinet, ada } = await openPractice(booking, { buffer: 15 });
  const date = nextDay();
  const patientData = newPatient();
  const made = await book(ada, `${date}T09:00:00`, { patientData, notes: 'first visit', urgency: 'urgent' });
  expect(made).toMatchObject({
    cabinetId: cabinet.id,
    practitionerId: ada.id,
    status: 'pending',
    type: 'consultation',
    startTime: `${date}T00:00:00.000Z`,
    endTime: `${date}T01:00:00.000Z`,
    notes: 'first visit',
    urgency: 'urgent',
    version: 1,
    patient: patientData,
    practitioner: { firstName: 'Ada', lastName: 'Martin' },
    cabinet: { timezone: 'Asia/Tokyo' },
  });
  expect(await booking.call(appointments.get, ada.caller, { id: made.id })).toEqual(made);
  expect(await codeOf(book(ada, `${date}T10:10:00`))).toBe('SLOT_TAKEN');
  expect(await codeOf(book(ada, `${date}T10:15:00`))).toBe('no error');
});

test('a refused booking leaves no patient and offers free times', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  await book(ada, `${date}T09:00:00`);
  const patientData = newPatient();
  const { code, details } = await refusal(book(ada, `${date}T09:30:00`, { patientData }));
  expect([code, details?.[0]?.message]).toEqual(['SLOT_TAKEN', `${date}T10:00:00+09:00`]);
  expect((await booking.call(patients.list, ada.caller, { search: patientData.email })).total).toBe(0);
});

test('a booking repeated within ten minutes returns the appointment that exists, also at the same moment', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id);
  const date = nextDay();
  const patientData = newPatient();
  const at = (by = ada.caller) => book(ada, `${date}T09:00:00`, { patientData }, by);
  const [first, second] = await Promise.all([at(), at()]);
  expect(second.id).toBe(first.id);
  expect((await at()).id).toBe(first.id);
  expect((await booking.call(patients.list, ada.caller, { search: patientData.email })).total).toBe(1);
  expect(await codeOf(at(bea.caller))).toBe('SLOT_TAKEN');
  expect(await codeOf(book(ada, `${date}T09:00:00`))).toBe('SLOT_TAKEN');
  await booking.asOwner.query(`UPDATE booking.appointments SET created_at = now() - interval '11 minutes' WHERE id = $1`, [
    first.id,
  ]);
  expect(await codeOf(at())).toBe('SLOT_TAKEN');
});

test('a booking that looks for its repetition just before the first one ends returns that appointment', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const patientData = newPatient();
  const first = await book(ada, `${date}T09:00:00`, { patientData });
  const made = (when: string) => `UPDATE booking.appointments SET created_at = ${when} WHERE id = '${first.id}'`;
  await booking.asOwner.query(made(`now() - interval '11 minutes'`));
  const owner = await booking.asOwner.connect();
  try {
    await owner.query('BEGIN; LOCK TABLE booking.busy IN ACCESS EXCLUSIVE MODE');
    const second = book(ada, `${date}T09:00:00`, { patientData });
    const waiting = `SELECT FROM pg_locks WHERE relation = 'booking.busy'::regclass AND NOT granted`;
    await eventually('the second booking to read what is taken', async () => (await owner.query(waiting)).rowCount === 1);
    await owner.query(made('now()'));
    await owner.query('COMMIT');
    expect((await second).id).toBe(first.id);
  } finally {
    owner.release();
  }
});

test('a repeated booking of a patient without an e-mail address returns the appointment that exists', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const patientData = { firstName: 'Rose', lastName: 'Without Address' };
  const first = await book(ada, `${date}T09:00:00`, { patientData });
  expect((await book(ada, `${date}T09:00:00`, { patientData })).id).toBe(first.id);
  expect((await booking.call(patients.list, ada.caller, { search: 'without address' })).total).toBe(1);
});

test('a repeated booking of a cancelled appointment is a new one', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const patientData = newPatient();
  const first = await book(ada, `${date}T09:00:00`, { patientData });
  await booking.call(appointments.cancel, ada.caller, { id: first.id });
  const second = await book(ada, `${date}T09:00:00`, { patientId: first.patientId });
  expect(second.id).not.toBe(first.id);
});

test('a booking consumes the hold of its caller on that time, and no other one', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id);
  const date = nextDay();
  const hold = (startTime: string, { caller } = bea) =>
    booking.call(holds.create, caller, { practitionerId: ada.id, startTime, duration: 60 });
  const { id } = await hold(`${date}T09:00:00`);
  expect(await codeOf(book(ada, `${date}T09:00:00`))).toBe('SLOT_TAKEN');
  await book(ada, `${date}T10:00:00`, {}, bea.caller);
  expect(await free(ada, date)).toEqual(['11:00']);
  await book(ada, `${date}T09:00:00`, {}, bea.caller);
  expect(await codeOf(booking.call(holds.remove, bea.caller, { id }))).toBe('NOT_FOUND');
});

test('each status allows its transitions only, and only pending and confirmed ones hold their time', async () => {
  const { ada } = await openPractice(booking);
  const all = ['pending', 'confirmed', 'cancelled', 'completed', 'no_show', 'rescheduled'] as const;
  const paths: Record<AppointmentStatus, readonly AppointmentStatus[]> = {
    pending: [],
    confirmed: ['confirmed'],
    cancelled: ['cancelled'],
    completed: ['confirmed', 'completed'],
    no_show: ['confirmed', 'no_show'],
  };
  const allowed: Record<AppointmentStatus, readonly string[]> = {
    pending: ['confirmed', 'cancelled'],
    confirmed: ['cancelled', 'completed', 'no_show'],
    cancelled: [],
    completed: [],
    no_show: [],
  };
  for (const from of ['pending', 'confirmed', 'cancelled', 'completed', 'no_show'] as const) {
    for (const to of all.filter((status) => status !== from)) {
      const date = nextDay();
      const { id } = await book(ada, `${date}T09:00:00`);
      for (const status of paths[from]) await update(ada, id, { status });
      expect([from, to, await codeOf(update(ada, id, { status: to }))]).toEqual([
        from,
        to,
        allowed[from].includes(to) ? 'no error' : 'INVALID_TRANSITION',
      ]);
      const { status } = await booking.call(appointments.get, ada.caller, { id });
      expect((await free(ada, date)).includes('09:00')).toBe(!['pending', 'confirmed'].includes(status));
    }
  }
});

test('calls of a status follow the same rules, and the history names who, when and why', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id);
  const date = nextDay();
  const { id } = await book(ada, `${date}T09:00:00`);
  expect((await booking.call(appointments.confirm, bea.caller, { id })).status).toBe('confirmed');
  expect(await codeOf(booking.call(appointments.confirm, ada.caller, { id }))).toBe('INVALID_TRANSITION');
  await booking.call(appointments.reschedule, ada.caller, { id, startTime: `${date}T10:00:00`, reason: 'train' });
  await update(ada, id, { notes: 'fasting' });
  await update(ada, id, { notes: 'fasting' });
  await booking.call(appointments.cancel, bea.caller, { id, reason: 'ill' });
  expect(await codeOf(booking.call(appointments.cancel, ada.caller, { id }))).toBe('INVALID_TRANSITION');
  expect(await codeOf(update(ada, id, { startTime: `${date}T11:00:00` }))).toBe('INVALID_TRANSITION');
  const { items } = await booking.call(appointments.history, ada.caller, { id });
  expect(items.map(({ version, change, userId, reason }) => [version, change, userId, reason])).toEqual([
    [5, 'cancelled', bea.userId, 'ill'],
    [4, 'updated', ada.userId, undefined],
    [3, 'rescheduled', ada.userId, 'train'],
    [2, 'confirmed', bea.userId, undefined],
    [1, 'booked', ada.userId, undefined],
  ]);
});

test('a moved appointment keeps id and status, frees the old time and never takes a taken one', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id);
  const date = nextDay();
  const [made, other] = [await book(ada, `${date}T09:00:00`), await book(ada, `${date}T11:00:00`)];
  const { details } = await refusal(
    booking.call(appointments.reschedule, ada.caller, { id: made.id, startTime: other.startTime }),
  );
  expect(details?.length).toBe(5);
  // Half an hour later overlaps its own old time only.
  const moved = await booking.call(appointments.reschedule, ada.caller, { id: made.id, startTime: `${date}T09:30:00` });
  expect(moved).toMatchObject({ id: made.id, status: 'pending', startTime: `${date}T00:30:00.000Z`, version: 2 });
  expect(await codeOf(update(ada, made.id, { duration: 120 }))).toBe('SLOT_TAKEN');
  expect((await update(ada, made.id, { practitionerId: bea.id })).practitionerId).toBe(bea.id);
  expect(await free(ada, date)).toEqual(['09:00', '10:00']);
  expect(await free(bea, date)).toEqual(['11:00']);
});

test('two appointments that change calendars crosswise never wait for each other', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id);
  for (let round = 0; round < 5; round += 1) {
    const date = nextDay();
    const [a, b] = [await book(ada, `${date}T09:00:00`), await book(bea, `${date}T09:00:00`)];
    const codes = await Promise.all([
      codeOf(update(ada, a.id, { practitionerId: bea.id, startTime: `${date}T10:00:00` })),
      codeOf(update(bea, b.id, { practitionerId: ada.id, startTime: `${date}T10:00:00` })),
      codeOf(update(ada, a.id, { notes: 'x' })),
    ]);
    expect(codes).toEqual(['no error', 'no error', 'no error']);
  }
});

test('a change with a stale version is rejected', async () => {
  const { ada } = await openPractice(booking);
  const { id, version } = await book(ada, `${nextDay()}T09:00:00`);
  await update(ada, id, { notes: 'x', ifVersion: version });
  expect(await codeOf(update(ada, id, { notes: 'y', ifVersion: version }))).toBe('PRECONDITION_FAILED');
  expect(await codeOf(booking.call(appointments.cancel, ada.caller, { id, ifVersion: version }))).toBe('PRECONDITION_FAILED');
});

test('lists filter, sort and page by number and by cursor', async () => {
  const { ada } = await openPractice(booking);
  const [day, other] = [nextDay(), nextDay()];
  const ids: string[] = [];
  for (const [time, type] of [
    ['09:00', 'consultation'],
    ['10:00', 'controle'],
    ['11:00', 'soin'],
  ] as const)
    ids.push((await book(ada, `${day}T${time}:00`, { type })).id);
  const [a, b, c] = ids;
  const late = await book(ada, `${other}T09:00:00`, { urgency: 'urgent' });
  await booking.call(appointments.cancel, ada.caller, { id: b ?? '' });
  const list = async (query: object) =>
    (await booking.call(appointments.list, ada.caller, { ...query })).items.map(({ id }) => id);
  expect(await list({})).toEqual([a, b, c, late.id]);
  expect(await list({ sortOrder: 'desc' })).toEqual([late.id, c, b, a]);
  expect(await list({ status: ['pending', 'confirmed'], dateTo: day })).toEqual([a, c]);
  expect(await list({ type: ['controle', 'soin'] })).toEqual([b, c]);
  expect(await list({ urgency: 'urgent' })).toEqual([late.id]);
  expect(await list({ dateFrom: other })).toEqual([late.id]);
  expect(await list({ dateFrom: `${day}T10:00:00`, dateTo: `${day}T11:00:00` })).toEqual([b, c]);
  expect(await list({ search: `lovelace ${late.patient?.lastName.split(' ')[1]}` })).toEqual([late.id]);
  expect(await list({ patientId: late.patientId })).toEqual([late.id]);
  const first = await booking.call(appointments.list, ada.caller, { limit: 3 });
  expect(first).toMatchObject({ total: 4, totalIsEstimate: false, page: 1, limit: 3 });
  expect(await list({ limit: 3, cursor: first.nextCursor })).toEqual([late.id]);
  expect(await list({ limit: 3, page: 2 })).toEqual([late.id]);
});

test("a patient's appointments are those to come, or all of them", async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const first = await book(ada, `${date}T09:00:00`);
  const { patientId } = first;
  const second = await book(ada, `${date}T10:00:00`, { patientId });
  const past = await book(ada, `${date}T11:00:00`, { patientId });
  await booking.call(appointments.cancel, ada.caller, { id: second.id });
  await booking.asOwner.query(`UPDATE booking.appointments SET start_time = now() - interval '1 day' WHERE id = $1`, [past.id]);
  const ids = async (includeHistory: boolean) =>
    (await booking.call(appointments.listOfPatient, ada.caller, { patientId, includeHistory })).items.map(({ id }) => id);
  expect(await ids(false)).toEqual([first.id]);
  expect(await ids(true)).toEqual([past.id, first.id, second.id]);
});

test('another iCalendar library reads the same instants, and a sequence that grows', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const { id } = await book(ada, `${date}T09:00:00`, { notes: 'secret' });
  const read = async () => {
    const { calendar } = await booking.call(appointments.ics, ada.caller, { id });
    expect(calendar).not.toContain('secret');
    const { method, events = [] } = convertIcsCalendar(undefined, calendar);
    const [{ uid, sequence = 0, start, end, stamp } = {}] = events; // the reader leaves SEQUENCE:0 out
    expect(stamp?.date.getTime()).toBeGreaterThan(Date.now() - 60_000);
    return { method, uid, sequence, start: start?.date.toISOString(), end: end?.date.toISOString(), events: events.length };
  };
  const first = await read();
  expect(first).toEqual({
    method: 'PUBLISH',
    uid: `${id}@veza`,
    sequence: 0,
    start: `${date}T00:00:00.000Z`,
    end: `${date}T01:00:00.000Z`,
    events: 1,
  });
  await booking.call(appointments.reschedule, ada.caller, { id, startTime: `${date}T10:30:00` });
  const moved = { ...first, sequence: 1, start: `${date}T01:30:00.000Z`, end: `${date}T02:30:00.000Z` };
  expect(await read()).toEqual(moved);
  await booking.call(appointments.cancel, ada.caller, { id });
  expect(await read()).toEqual({ ...moved, method: 'CANCEL', sequence: 2 });
});

test('staff book off the grid and within the notice, but neither outside of the hours nor in the past', async () => {
  const { ada } = await openPractice(booking, { notice: 43_200, horizon: 60 });
  const date = nextDay();
  expect(await codeOf(book(ada, `${date}T09:07:00`))).toBe('no error');
  const { code, message, details } = await refusal(book(ada, `${date}T03:00:00`));
  expect([code, message, details?.length]).toEqual(['SLOT_TAKEN', 'The practitioner does not work then', 5]);
  expect(await codeOf(book(ada, `${date}T11:30:00`))).toBe('SLOT_TAKEN');
  expect(await codeOf(book(ada, `${date}T22:00:00`, { urgency: 'emergency' }))).toBe('no error');
  expect(await codeOf(book(ada, `${date}T22:30:00`, { urgency: 'emergency' }))).toBe('SLOT_TAKEN');
  const distant = new Date(Date.now() + 62 * 86_400_000).toISOString().slice(0, 10);
  for (const start of [`${distant}T10:00:00`, '2020-01-01T10:00:00'])
    expect((await refusal(book(ada, start))).details?.[0]?.field).toBe('startTime');
  const hold = (startTime: string) => booking.call(holds.create, ada.caller, { practitionerId: ada.id, startTime, duration: 30 });
  expect(await codeOf(hold(`${date}T03:00:00`))).toBe('SLOT_TAKEN');
  expect(await codeOf(hold(`${distant}T10:00:00`))).toBe('VALIDATION_FAILED');
});

test('an appointment that has begun can take longer', async () => {
  const { ada } = await openPractice(booking);
  const { id } = await book(ada, `${nextDay()}T09:00:00`);
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => new Date().getTime() + 300 * 86_400_000);
  try {
    expect((await update(ada, id, { duration: 90 })).duration).toBe(90);
  } finally {
    clock.mockRestore();
  }
});

test('a former practitioner takes no booking', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id);
  await booking.asOwner.query('UPDATE booking.practitioners SET dismissed_at = now() WHERE id = $1', [bea.id]);
  const startTime = `${nextDay()}T09:00:00`;
  expect(await codeOf(book(bea, startTime, { urgency: 'emergency' }, ada.caller))).toBe('NOT_FOUND');
});

test('no call reads or changes an appointment of another cabinet', async () => {
  const [{ cabinet, ada }, { ada: stranger }] = [await openPractice(booking), await openPractice(booking)];
  const date = nextDay();
  const made = await book(ada, `${date}T09:00:00`);
  const { id, patientId } = made;
  const forged = { ...stranger.caller, tenantId: cabinet.id };
  const patient = { ...user(99), tenantId: cabinet.id };
  await booking.asOwner.query(`INSERT INTO booking.memberships VALUES ($1, 99, 'patient')`, [cabinet.id]);
  for (const [caller, code] of [
    [stranger.caller, 'NOT_FOUND'],
    [forged, 'FORBIDDEN'],
    [patient, 'FORBIDDEN'],
    [ADMIN, 'FORBIDDEN'],
    [ANONYMOUS, 'UNAUTHENTICATED'],
  ] as const) {
    for (const call of [
      () => booking.call(appointments.get, caller, { id }),
      () => booking.call(appointments.history, caller, { id }),
      () => booking.call(appointments.ics, caller, { id }),
      () => booking.call(appointments.update, caller, { id, notes: 'x' }),
      () => booking.call(appointments.confirm, caller, { id }),
      () => booking.call(appointments.cancel, caller, { id }),
      () => booking.call(appointments.reschedule, caller, { id, startTime: `${date}T10:00:00` }),
      () => booking.call(appointments.listOfPatient, caller, { patientId, includeHistory: true }),
      () => book(ada, `${date}T11:00:00`, { patientId }, caller),
    ])
      expect(await codeOf(call())).toBe(code);
    const listed = codeOf(booking.call(appointments.list, caller, {}));
    expect(await listed).toBe(code === 'NOT_FOUND' ? 'no error' : code);
  }
  expect((await booking.call(appointments.list, stranger.caller, { patientId })).total).toBe(0);
  expect(await codeOf(book(stranger, `${date}T09:00:00`, { patientId }))).toBe('NOT_FOUND');
  expect(await booking.call(appointments.get, ada.caller, { id })).toEqual(made);
  for (const table of ['appointments', 'appointment_changes'])
    expect((await booking.asService.query(`SELECT 1 FROM ${table}`)).rows).toEqual([]);
});
