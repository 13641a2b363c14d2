import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  ANONYMOUS,
  cabinets,
  type Caller,
  type HirePractitioner,
  holds,
  notifications,
  patients,
  practitioners,
  slots,
} from '@veza/contracts';
import { expectOpsPort } from '@veza/testing';
import { type BookingUnderTest, codeOf, sharedBooking, user } from './booking-under-test.js';
import { hire as hireIn, nextDay, openPractice } from './practice.js';

const ADMIN = user(1, 'admin');
const ADA = user(11);
const BEA = user(12);

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await sharedBooking();
});
afterAll(() => booking?.stop());

const open = (name: string) => booking.call(cabinets.create, ADMIN, { name, timezone: 'Europe/Paris' });
const hire = (cabinetId: string, userId: number, facts: Partial<HirePractitioner> = {}) =>
  booking.call(practitioners.hire, ADMIN, {
    cabinetId,
    userId,
    firstName: 'Ada',
    lastName: 'Martin',
    workingHours: [],
    ...facts,
  });

test('the port for operators tells whether the service runs and is ready, and its metrics', async () => {
  await expectOpsPort(booking.opsPort, 'booking');
});

test('only platform administrators create a cabinet', async () => {
  const cabinet = await open('Cabinet du Parc');
  expect(cabinet).toMatchObject({ name: 'Cabinet du Parc', timezone: 'Europe/Paris' });
  expect(await booking.call(cabinets.get, ADMIN, { id: cabinet.id })).toEqual(cabinet);
  expect(await codeOf(booking.call(cabinets.create, ADA, { name: 'x', timezone: 'UTC' }))).toBe('FORBIDDEN');
  expect(await codeOf(booking.call(cabinets.create, ANONYMOUS, { name: 'x', timezone: 'UTC' }))).toBe('UNAUTHENTICATED');
});

test.each(['Europe/Nowhere', '+02:00', '', 'Europe/Paris; DROP'])('"%s" is rejected as a time zone', async (timezone) => {
  expect(await codeOf(booking.call(cabinets.create, ADMIN, { name: 'x', timezone }))).toBe('VALIDATION_FAILED');
});

test('members see their cabinet and its practitioners, and no other cabinet', async () => {
  const [here, there] = [await open('Ici'), await open('Là-bas')];
  const hours = [{ day: 1, start: '09:00', end: '17:00' }];
  const ada = await hire(here.id, 11, { workingHours: hours, buffer: 5 });
  await hire(there.id, 12);

  expect((await booking.call(cabinets.list, ADA, {})).items).toEqual([here]);
  expect((await booking.call(practitioners.list, ADA, { cabinetId: here.id })).items).toEqual([ada]);
  expect(ada).toMatchObject({ cabinetId: here.id, userId: 11, workingHours: hours, buffer: 5 });
  expect((await booking.call(cabinets.memberships, ADA, {})).items).toMatchObject([{ cabinetId: here.id, role: 'practitioner' }]);
  for (const caller of [BEA, user(13)]) {
    expect(await codeOf(booking.call(cabinets.get, caller, { id: here.id }))).toBe('NOT_FOUND');
    expect(await codeOf(booking.call(practitioners.list, caller, { cabinetId: here.id }))).toBe('NOT_FOUND');
  }
  const promotion = {
    cabinetId: here.id,
    userId: 11,
    firstName: 'Ada',
    lastName: 'Martin',
    workingHours: [],
    role: 'admin' as const,
  };
  expect(await codeOf(booking.call(practitioners.hire, ADA, promotion))).toBe('FORBIDDEN');
});

test('hiring a practitioner again replaces the facts', async () => {
  const { id } = await open('Deux fois');
  const first = await hire(id, 21);
  const again = await hire(id, 21, { lastName: 'Durand', role: 'manager' });
  expect(again).toEqual({ ...first, lastName: 'Durand' });
  expect((await booking.call(cabinets.memberships, user(21), {})).items).toMatchObject([{ role: 'manager' }]);
});

test('the access of a dismissed practitioner ends at once, and with it slots and holds', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const { ada: bob } = await openPractice(booking);
  const day = nextDay();
  const query = { practitionerId: ada.id, dateFrom: day, dateTo: day, duration: 30 };
  const manager = await hireIn(booking, cabinet.id, { role: 'manager' });
  await booking.call(holds.create, ada.caller, { practitionerId: ada.id, startTime: `${day}T09:00`, duration: 30 });
  const dismiss = (caller: Caller, id: string, cabinetId = cabinet.id) =>
    codeOf(booking.call(practitioners.dismiss, caller, { cabinetId, id }));
  expect(await dismiss(bob.caller, ada.id)).toBe('NOT_FOUND');
  const bea = await hireIn(booking, cabinet.id);
  expect(await dismiss(bea.caller, ada.id)).toBe('FORBIDDEN');
  expect(await dismiss(bea.caller, bea.id)).toBe('no error');
  expect(await dismiss(ADMIN, bob.id)).toBe('NOT_FOUND');
  expect(await dismiss(ADMIN, ada.id)).toBe('no error');
  expect(await dismiss(ADMIN, ada.id)).toBe('NOT_FOUND');

  expect(await codeOf(booking.call(patients.list, ada.caller, {}))).toBe('FORBIDDEN');
  expect(await codeOf(booking.call(cabinets.get, ada.caller, { id: cabinet.id }))).toBe('NOT_FOUND');
  expect((await booking.call(cabinets.memberships, ada.caller, {})).items).toEqual([]);
  expect((await booking.call(practitioners.list, manager.caller, { cabinetId: cabinet.id })).items).toMatchObject([
    { id: manager.id },
  ]);
  expect((await booking.call(slots.list, manager.caller, query)).items).toEqual([]);
  expect((await booking.asOwner.query(`SELECT 1 FROM booking.busy WHERE practitioner_id = $1`, [ada.id])).rows).toEqual([]);
  const ended = await booking.asOwner.query(
    `SELECT payload FROM booking.events WHERE name = 'booking.practitioners.dismissed' AND payload->>'cabinetId' = $1 ORDER BY id`,
    [cabinet.id],
  );
  expect(ended.rows).toEqual([bea, ada].map(({ userId }) => ({ payload: { cabinetId: cabinet.id, userId } })));
  // Bob works in another cabinet, which has not changed.
  expect((await booking.call(patients.list, bob.caller, {})).items).toEqual([]);
  expect(await hire(cabinet.id, ada.userId)).toMatchObject({ id: ada.id });
  expect((await booking.call(patients.list, ada.caller, {})).items).toEqual([]);
});

test('managers dismiss practitioners, administrators of the cabinet every member, and each other manager is notified', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const [chief, second, owner] = [
    await hireIn(booking, cabinet.id, { role: 'manager' }),
    await hireIn(booking, cabinet.id, { role: 'manager' }),
    await hireIn(booking, cabinet.id, { role: 'admin' }),
  ];
  const dismiss = (caller: Caller, id: string) =>
    codeOf(booking.call(practitioners.dismiss, caller, { cabinetId: cabinet.id, id }));
  for (const id of [second.id, owner.id]) expect(await dismiss(chief.caller, id)).toBe('FORBIDDEN');
  expect(await dismiss(chief.caller, ada.id)).toBe('no error');
  for (const { caller } of [chief, second, owner])
    expect((await booking.call(notifications.list, caller, {})).items).toMatchObject([
      { type: 'system', title: 'Ada Martin has left the cabinet', data: { practitionerId: ada.id } },
    ]);
  expect(await dismiss(owner.caller, second.id)).toBe('no error');
  expect(await dismiss(chief.caller, chief.id)).toBe('no error');
  expect((await booking.call(practitioners.list, owner.caller, { cabinetId: cabinet.id })).items).toMatchObject([
    { id: owner.id },
  ]);
});

test('managers and administrators change their cabinet, other members and strangers do not', async () => {
  const [{ cabinet, ada }, { ada: stranger }] = [await openPractice(booking), await openPractice(booking)];
  const chief = await hireIn(booking, cabinet.id, { role: 'manager' });
  const update = (caller: Caller, changes: { name?: string; timezone?: string }) =>
    booking.call(cabinets.update, caller, { id: cabinet.id, ...changes });
  expect(await update(chief.caller, { name: 'Au port' })).toEqual({ ...cabinet, name: 'Au port' });
  expect(await update(ADMIN, { timezone: 'Europe/Paris' })).toEqual({ ...cabinet, name: 'Au port', timezone: 'Europe/Paris' });
  expect(await update(chief.caller, {})).toMatchObject({ name: 'Au port' });
  expect(await codeOf(update(chief.caller, { timezone: 'Mars/Base' }))).toBe('VALIDATION_FAILED');
  const foreign = { ...stranger.caller, tenantId: cabinet.id };
  for (const [caller, code] of [
    [ada.caller, 'FORBIDDEN'],
    [stranger.caller, 'NOT_FOUND'],
    [foreign, 'NOT_FOUND'],
    [ANONYMOUS, 'UNAUTHENTICATED'],
  ] as const)
    expect(await codeOf(update(caller, { name: 'X' }))).toBe(code);
  // The header may name another cabinet of the caller: the path counts.
  expect(await codeOf(booking.call(cabinets.update, chief.caller, { id: stranger.caller.tenantId, name: 'X' }))).toBe(
    'NOT_FOUND',
  );
});

test('hours are changed by the practitioner and by managers, and no change gives another role', async () => {
  const [{ cabinet, ada }, { ada: stranger }] = [await openPractice(booking), await openPractice(booking)];
  const [bea, chief] = [await hireIn(booking, cabinet.id), await hireIn(booking, cabinet.id, { role: 'manager' })];
  const workingHours = [{ day: 2, start: '08:00', end: '10:00' }];
  const update = (caller: Caller, changes: Record<string, unknown>) =>
    booking.call(practitioners.update, caller, { cabinetId: cabinet.id, id: ada.id, ...changes });
  expect(await update(ada.caller, { workingHours })).toMatchObject({ id: ada.id, workingHours, buffer: 0, lastName: 'Martin' });
  const exceptions = [{ date: '2030-01-01', hours: [] }];
  expect(await update(chief.caller, { buffer: 10, exceptions })).toMatchObject({ workingHours, buffer: 10, exceptions });
  expect(await update(ADMIN, { lastName: 'Byron' })).toMatchObject({ lastName: 'Byron', buffer: 10 });
  const foreign = { ...stranger.caller, tenantId: cabinet.id };
  for (const [caller, code] of [
    [bea.caller, 'FORBIDDEN'],
    [stranger.caller, 'NOT_FOUND'],
    [foreign, 'NOT_FOUND'],
    [ANONYMOUS, 'UNAUTHENTICATED'],
  ] as const)
    expect(await codeOf(update(caller, { buffer: 1 }))).toBe(code);
  for (const wrong of [{ role: 'admin' }, { userId: bea.userId }, { workingHours: [{ day: 8, start: '08:00', end: '10:00' }] }])
    expect(await codeOf(update(chief.caller, wrong))).toBe('VALIDATION_FAILED');
  expect((await booking.call(cabinets.memberships, chief.caller, {})).items).toMatchObject([{ role: 'manager' }]);
});

test('a transaction without a caller sees no row and cannot write for a cabinet', async () => {
  const { id } = await open('Fermé');
  for (const table of ['cabinets', 'memberships', 'practitioners']) {
    expect((await booking.asService.query(`SELECT 1 FROM ${table}`)).rows).toEqual([]);
  }
  const forge = (userId: number) =>
    // several statements in one query are one transaction
    booking.asService.query(
      `SET LOCAL booking.user_id = '${userId}'; INSERT INTO memberships VALUES ('${id}', ${userId}, 'admin')`,
    );
  await expect(forge(11)).rejects.toThrow(/row-level security/);
});

test('the caller of a transaction is not set in the next one of the same connection', async () => {
  const client = await booking.asService.connect();
  try {
    await client.query(
      `BEGIN; SELECT set_config('booking.user_id', '11', true), set_config('booking.platform_admin', 'true', true); COMMIT`,
    );
    expect((await client.query('SELECT 1 FROM cabinets')).rows).toEqual([]);
  } finally {
    client.release();
  }
});
