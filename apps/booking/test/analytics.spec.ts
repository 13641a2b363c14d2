import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { absences, analytics, appointments, cabinets } from '@veza/contracts';
import { type BookingUnderTest, codeOf, sharedBooking, user } from './booking-under-test.js';
import { ADMIN, hire, type Hired, nextDay, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await sharedBooking();
});
afterAll(() => booking?.stop());

let names = 0;
const book = ({ id, caller }: Hired, startTime: string) =>
  booking.call(appointments.create, caller, {
    practitionerId: id,
    type: 'implant',
    startTime,
    duration: 60,
    patientData: { firstName: 'Rose', lastName: `Counted ${(names += 1)}` },
  });
const overview = ({ caller }: Hired, date: string, more = {}) =>
  booking.call(analytics.overview, caller, { dateFrom: date, dateTo: date, interval: 'day', ...more });

test('figures follow each change of an appointment, by status, type, origin, practitioner and date', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id, { lastName: 'Zola' });
  const [date, other] = [nextDay(), nextDay()];
  const [first, second] = [await book(ada, `${date}T09:00:00`), await book(ada, `${date}T10:00:00`)];
  await book(bea, `${date}T09:00:00`);
  await booking.call(absences.create, bea.caller, {
    practitionerId: bea.id,
    startTime: `${date}T11:00:00`,
    endTime: `${date}T20:00:00`,
  });
  const before = await overview(ada, date);
  expect(before).toMatchObject({
    total: 3,
    byStatus: { pending: 3, cancelled: 0 },
    byType: { implant: 3, soin: 0 },
    byOrigin: { staff: 3, public: 0 },
    bookedMinutes: 180,
    offeredMinutes: 300,
    fillRate: 0.6,
    noShowRate: null,
    byPractitioner: [
      { practitionerId: ada.id, total: 2, offeredMinutes: 180, fillRate: 0.6667 },
      { practitionerId: bea.id, total: 1, offeredMinutes: 120, fillRate: 0.5 },
    ],
    series: [{ date, total: 3 }],
  });
  const hours = (Date.parse(`${date}T00:20:00Z`) - Date.now()) / 3_600_000;
  expect(Math.abs((before.leadTimeHours ?? 0) - hours)).toBeLessThan(1);

  await booking.call(appointments.cancel, ada.caller, { id: first.id });
  await booking.call(appointments.confirm, ada.caller, { id: second.id });
  await booking.call(appointments.update, ada.caller, { id: second.id, status: 'no_show' });
  const after = {
    byStatus: { pending: 1, cancelled: 1, no_show: 1 },
    noShowRate: 1,
    cancellationRate: 0.3333,
    bookedMinutes: 120,
  };
  expect(await overview(ada, date)).toMatchObject(after);
  expect(await overview(ada, date, { practitionerId: ada.id })).toMatchObject({ total: 2, byPractitioner: [{ total: 2 }] });

  const moved = await book(ada, `${date}T11:00:00`);
  await booking.call(appointments.reschedule, ada.caller, { id: moved.id, startTime: `${other}T09:00:00` });
  expect([(await overview(ada, date)).total, (await overview(ada, other)).total]).toEqual([3, 1]);
});

test('an appointment counts on the date of the cabinet, also after the time zone has changed', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const date = nextDay();
  const eve = new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
  await book(ada, `${date}T09:00:00`);
  const totals = async () => [(await overview(ada, eve)).total, (await overview(ada, date)).total];
  expect(await totals()).toEqual([0, 1]);
  await booking.call(cabinets.update, ADMIN, { id: cabinet.id, timezone: 'America/Los_Angeles' });
  expect(await totals()).toEqual([1, 0]);
});

test('a series has every step of its range, in days, weeks and months', async () => {
  const { ada } = await openPractice(booking);
  const steps = async (interval: 'day' | 'week' | 'month') => {
    const range = { dateFrom: '2027-02-27', dateTo: '2027-03-02', interval };
    return (await booking.call(analytics.overview, ada.caller, range)).series.map(({ date, offeredMinutes }) => [
      date,
      offeredMinutes,
    ]);
  };
  expect(await steps('day')).toEqual([
    ['2027-02-27', 180],
    ['2027-02-28', 180],
    ['2027-03-01', 180],
    ['2027-03-02', 180],
  ]);
  expect(await steps('week')).toEqual([
    ['2027-02-22', 360],
    ['2027-03-01', 360],
  ]);
  expect(await steps('month')).toEqual([
    ['2027-02-01', 360],
    ['2027-03-01', 360],
  ]);
  const [first] = (await booking.call(analytics.overview, ada.caller, { interval: 'month' })).series;
  expect(first?.date.endsWith('-01')).toBe(true);
});

test('counts of a cabinet are those of its own appointments, and written by no member', async () => {
  const [{ ada }, { ada: stranger }] = [await openPractice(booking), await openPractice(booking)];
  const date = nextDay();
  await book(ada, `${date}T09:00:00`);
  expect(await overview(stranger, date)).toMatchObject({ total: 0, byPractitioner: [{ practitionerId: stranger.id }] });
  expect(await codeOf(overview(stranger, date, { practitionerId: ada.id }))).toBe('NOT_FOUND');
  expect(await codeOf(booking.call(analytics.overview, user(900), { interval: 'day' }))).toBe('FORBIDDEN');
  const client = await booking.asService.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('booking.user_id', $1, true), set_config('booking.cabinet_id', $2, true)`, [
      String(ada.userId),
      ada.caller.tenantId,
    ]);
    const { rows } = await client.query('SELECT sum(status_pending)::integer AS pending FROM appointment_days');
    expect(rows).toEqual([{ pending: 1 }]);
    expect((await client.query('UPDATE appointment_days SET status_pending = 7')).rowCount).toBe(0);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});
