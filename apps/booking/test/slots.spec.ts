import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { absences, ANONYMOUS, cabinets, DeclaredError, holds, practitioners, slots } from '@veza/contracts';
import { type BookingUnderTest, codeOf, startBooking, user } from './booking-under-test.js';
import { ADMIN, hire, type Hired, nextDay, openPractice } from './practice.js';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await startBooking();
});
afterAll(() => booking?.stop());

const list = (of: Hired, date: string, duration = 60, caller: Hired['caller'] = of.caller) =>
  booking.call(slots.list, caller, { practitionerId: of.id, dateFrom: date, dateTo: date, duration });
const free = async (...args: Parameters<typeof list>) =>
  (await list(...args)).items.flatMap(({ time, available }) => (available ? [time] : []));
const away = (of: Hired, startTime: string, endTime: string, caller = of.caller) =>
  booking.call(absences.create, caller, { practitionerId: of.id, startTime, endTime });
const hold = (of: Hired, startTime: string, caller = of.caller, duration = 60) =>
  booking.call(holds.create, caller, { practitionerId: of.id, startTime, duration });

test('slots are in the time zone of the cabinet', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const { items } = await list(ada, date);
  expect(items.map(({ time }) => time)).toEqual(['09:00', '10:00', '11:00']);
  expect(items[0]).toEqual({
    date,
    time: '09:00',
    startTime: `${date}T09:00:00+09:00`,
    duration: 60,
    practitionerId: ada.id,
    available: true,
  });
});

test('an absence takes its slots until it is removed, with or without an offset in its times', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const made = await away(ada, `${date}T10:30:00`, `${date}T11:00:00`);
  expect(made).toEqual({
    id: made.id,
    practitionerId: ada.id,
    startTime: `${date}T01:30:00.000Z`,
    endTime: `${date}T02:00:00.000Z`,
  });
  expect(await free(ada, date)).toEqual(['09:00', '11:00']);
  const { items } = await list(ada, date);
  expect(items.map(({ available }) => available)).toEqual([true, false, true]);

  const range = { practitionerId: ada.id, dateFrom: date, dateTo: date };
  expect((await booking.call(absences.list, ada.caller, range)).items).toEqual([made]);
  expect((await booking.call(absences.list, ada.caller, { practitionerId: ada.id })).items).toEqual([made]);
  expect((await booking.call(absences.list, ada.caller, { practitionerId: ada.id, dateTo: '2020-01-01' })).items).toEqual([]);
  const remove = () => booking.call(absences.remove, ada.caller, { practitionerId: ada.id, id: made.id });
  await remove();
  expect(await codeOf(remove())).toBe('NOT_FOUND');
  expect(await free(ada, date)).toEqual(['09:00', '10:00', '11:00']);
});

test('a slot is available only if its buffer is free too', async () => {
  const { ada } = await openPractice(booking, { buffer: 15 });
  const date = nextDay();
  await away(ada, `${date}T09:30:00`, `${date}T09:35:00`);
  expect(await free(ada, date, 30)).toEqual(['09:45', '10:30', '11:15']);
  await hold(ada, `${date}T10:30:00`, ada.caller, 30);
  expect(await codeOf(away(ada, `${date}T11:14:00`, `${date}T11:20:00`))).toBe('no error');
});

test('an overlapping hold is rejected with the next free slots, an adjacent one is accepted', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  await away(ada, `${date}T09:30:00`, `${date}T10:30:00`);
  const refused = await away(ada, `${date}T10:00:00`, `${date}T20:00:00`).catch((error: unknown) => error);
  if (!(refused instanceof DeclaredError)) throw new Error('It went through');
  expect(refused.code).toBe('SLOT_TAKEN');
  expect(refused.details?.slice(0, 3)).toEqual([
    { field: 'startTime', message: `${date}T10:30:00+09:00` },
    { field: 'startTime', message: `${date}T11:00:00+09:00` },
    { field: 'startTime', message: `${date}T11:30:00+09:00` },
  ]);
  expect(refused.details).toHaveLength(5);
  await away(ada, `${date}T10:30:00`, `${date}T11:00:00`);
});

test('one of twenty concurrent overlapping absences and holds succeeds', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const managers = await Promise.all(Array.from({ length: 20 }, () => hire(booking, cabinet.id, { role: 'manager' })));
  const date = nextDay();
  const outcomes = await Promise.all(
    managers.map(({ caller }, i) =>
      codeOf(
        i % 2 === 0
          ? away(ada, `${date}T10:${10 + i}:00`, `${date}T11:${10 + i}:00`, caller)
          : hold(ada, `${date}T10:${10 + i}:00`, caller),
      ),
    ),
  );
  expect(outcomes.sort()).toEqual([...Array<string>(19).fill('SLOT_TAKEN'), 'no error']);
});

test('a list of more than 500 slots is rejected and names the last date that fits', async () => {
  const { ada } = await openPractice(booking);
  const [dateFrom, dateTo] = [nextDay(), new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10)];
  const range = { practitionerId: ada.id, dateFrom, duration: 5 };
  const refused = await booking.call(slots.list, ada.caller, { ...range, dateTo }).catch((error: unknown) => error);
  if (!(refused instanceof DeclaredError)) throw new Error('It went through');
  expect([refused.code, refused.details?.[0]?.field]).toEqual(['VALIDATION_FAILED', 'dateTo']);
  const last = /\d{4}-\d\d-\d\d/.exec(refused.message)?.[0] ?? '';
  const { items } = await booking.call(slots.list, ada.caller, { ...range, dateTo: last });
  expect([items.length, items.at(-1)?.date]).toEqual([468, last]); // 13 days of 36 slots
});

test('a refusal offers free times behind an absence of two months, and none behind the horizon', async () => {
  const { ada } = await openPractice(booking, { horizon: 100 });
  const date = nextDay();
  const end = new Date(Date.parse(date) + 59 * 86_400_000).toISOString().slice(0, 10);
  await away(ada, `${date}T00:00:00`, `${end}T00:00:00`);
  const offered = async (startTime: string) => {
    const refused = await hold(ada, startTime).catch((error: unknown) => error);
    return refused instanceof DeclaredError ? (refused.details ?? []).map(({ message }) => message) : refused;
  };
  const found = await offered(`${date}T09:00:00`);
  expect(found).toHaveLength(5);
  expect(found).toContain(`${end}T09:00:00+09:00`);
  for (const startTime of Array.isArray(found) ? found : []) expect(await codeOf(hold(ada, startTime))).toBe('no error');
  await away(ada, `${end}T00:00:00`, new Date(Date.now() + 120 * 86_400_000).toISOString());
  expect(await offered(`${date}T09:00:00`)).toEqual([]);
});

test('a hold expires by the clock of Postgres', async () => {
  const { ada } = await openPractice(booking);
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => new Date().getTime() + 20 * 60_000);
  try {
    const { expiresAt } = await hold(ada, `${nextDay()}T10:00:00`);
    const { rows } = await booking.asOwner.query<{ minutes: number }>(
      `SELECT extract(epoch FROM $1::timestamptz - now())::float8 / 60 AS minutes`,
      [expiresAt],
    );
    expect(rows[0]?.minutes).toBeGreaterThan(4);
    expect(rows[0]?.minutes).toBeLessThanOrEqual(5);
  } finally {
    clock.mockRestore();
  }
});

test('a held slot is taken for other members until the hold is deleted, expires, or its owner holds another slot', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id);
  const date = nextDay();
  const held = await hold(ada, `${date}T09:00:00`, bea.caller);
  expect(held).toMatchObject({ practitionerId: ada.id, startTime: `${date}T00:00:00.000Z`, duration: 60 });
  expect(Date.parse(held.expiresAt) - Date.now()).toBeGreaterThan(290_000);
  expect(await free(ada, date)).toEqual(['10:00', '11:00']);
  expect(await free(ada, date, 60, bea.caller)).toEqual(['09:00', '10:00', '11:00']);
  expect(await codeOf(hold(ada, `${date}T09:00:00`))).toBe('SLOT_TAKEN');

  await hold(ada, `${date}T10:00:00`, bea.caller);
  expect(await free(ada, date)).toEqual(['09:00', '11:00']);
  await booking.asOwner.query(`UPDATE booking.busy SET expires_at = now() - interval '1 s' WHERE kind = 'hold'`);
  expect(await free(ada, date)).toEqual(['09:00', '10:00', '11:00']);
  const { id } = await hold(ada, `${date}T10:00:00`);
  expect(await codeOf(booking.call(holds.remove, bea.caller, { id }))).toBe('NOT_FOUND');
  await booking.call(holds.remove, ada.caller, { id });
  expect(await free(ada, date, 60, bea.caller)).toEqual(['09:00', '10:00', '11:00']);
});

test('practitioners write their own absences, managers those of everyone, patients none', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const [bea, chief] = [await hire(booking, cabinet.id), await hire(booking, cabinet.id, { role: 'manager' })];
  const patient = { ...user(99), tenantId: cabinet.id };
  await booking.asOwner.query(`INSERT INTO booking.memberships VALUES ($1, 99, 'patient')`, [cabinet.id]);
  const date = nextDay();
  const at = (caller: Hired['caller']) => codeOf(away(ada, `${date}T09:00:00`, `${date}T10:00:00`, caller));
  expect([await at(bea.caller), await at(patient), await at(chief.caller)]).toEqual(['FORBIDDEN', 'FORBIDDEN', 'no error']);
  expect(await codeOf(booking.call(absences.list, patient, { practitionerId: ada.id }))).toBe('FORBIDDEN');
  expect(await codeOf(hold(ada, `${date}T11:00:00`, patient))).toBe('FORBIDDEN');
  expect(await free(ada, date, 60, patient)).toEqual(['10:00', '11:00']);
});

test('no request with the id of another cabinet reads or changes its calendar', async () => {
  const [{ ada }, { ada: stranger }] = [await openPractice(booking), await openPractice(booking)];
  const date = nextDay();
  const made = await away(ada, `${date}T09:00:00`, `${date}T10:00:00`);
  const forged = { ...stranger.caller, tenantId: ada.caller.tenantId };
  const nonsense = { ...ada.caller, tenantId: "x' OR '1'='1" };
  for (const [caller, code] of [
    [stranger.caller, 'NOT_FOUND'],
    [forged, 'FORBIDDEN'],
    [nonsense, 'FORBIDDEN'],
    [ADMIN, 'FORBIDDEN'],
    [ANONYMOUS, 'UNAUTHENTICATED'],
  ] as const) {
    const range = { practitionerId: ada.id, dateFrom: date, dateTo: date };
    expect(await codeOf(booking.call(slots.list, caller, { ...range, duration: 30 }))).toBe(code);
    expect(await codeOf(booking.call(absences.list, caller, range))).toBe(code);
    expect(await codeOf(booking.call(absences.remove, caller, { practitionerId: ada.id, id: made.id }))).toBe(code);
    expect(
      await codeOf(booking.call(holds.create, caller, { practitionerId: ada.id, startTime: `${date}T11:00:00`, duration: 30 })),
    ).toBe(code);
  }
  expect(await codeOf(list({ ...ada, id: UNKNOWN_ID }, date))).toBe('NOT_FOUND');
});

test('without X-Tenant-ID the cabinet is the first one that the caller joined', async () => {
  const { ada } = await openPractice(booking);
  const { tenantId: _, ...plain } = ada.caller;
  const other = await booking.call(cabinets.create, ADMIN, { name: 'Là-bas', timezone: 'UTC' });
  await booking.call(practitioners.hire, ADMIN, {
    cabinetId: other.id,
    userId: ada.userId,
    firstName: 'A',
    lastName: 'B',
    workingHours: [],
  });
  const date = nextDay();
  expect(await free(ada, date)).toHaveLength(3);
  expect(
    (await booking.call(slots.list, plain, { practitionerId: ada.id, dateFrom: date, dateTo: date, duration: 60 })).items,
  ).toHaveLength(3);
  expect(await codeOf(list({ ...ada, caller: { ...ada.caller, tenantId: other.id } }, date))).toBe('NOT_FOUND');
});

test('row-level security shows rows of a cabinet to its members only, and outside of a cabinet the own rows', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id);
  const date = nextDay();
  await away(ada, `${date}T09:00:00`, `${date}T10:00:00`);
  const seen = async (userId: number, cabinetId: string, admin = false) => {
    const client = await booking.asService.connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `SELECT set_config('booking.user_id', $1, true), set_config('booking.cabinet_id', $2, true), set_config('booking.platform_admin', $3, true)`,
        [String(userId), cabinetId, String(admin)],
      );
      return (await client.query('SELECT 1 FROM busy')).rows.length;
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  };
  const {
    userId,
    caller: { tenantId },
  } = ada;
  expect([
    await seen(userId, tenantId),
    await seen(userId, ''),
    await seen(userId, UNKNOWN_ID),
    await seen(7, tenantId),
    await seen(1, tenantId, true),
    await seen(bea.userId, ''),
    await seen(1, ''),
  ]).toEqual([1, 1, 0, 0, 0, 0, 0]);
});

test('invalid times are rejected with the name of the field', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const fieldOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'no error',
      (error: unknown) => (error instanceof DeclaredError ? error.details?.[0]?.field : error),
    );
  expect(await fieldOf(away(ada, `${date}T10:00:00`, `${date}T10:00:00`))).toBe('endTime');
  expect(await fieldOf(away(ada, `${date}T10:00:00`, '2199-01-01T00:00:00Z'))).toBe('endTime');
  expect(await fieldOf(away(ada, 'demain', `${date}T10:00:00`))).toBe('startTime');
  expect(await fieldOf(hold(ada, '2020-01-01T09:00:00'))).toBe('startTime');
  expect(await fieldOf(hold(ada, `${date}T09:00:00`, ada.caller, 1_000))).toBe('duration');
  const range = { practitionerId: ada.id, dateFrom: date, dateTo: '2020-01-01' };
  expect(await fieldOf(booking.call(slots.list, ada.caller, { ...range, duration: 30 }))).toBe('dateTo');
  expect(await fieldOf(booking.call(absences.list, ada.caller, range))).toBe('dateTo');
});
