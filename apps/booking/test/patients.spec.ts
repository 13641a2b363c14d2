import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS, type PatientFacts, patients } from '@veza/contracts';
import { type BookingUnderTest, codeOf, startBooking, user } from './booking-under-test.js';
import { ADMIN, type Hired, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await startBooking();
}, 30_000);
afterAll(() => booking?.stop(), 30_000);

const admit = ({ caller }: Hired, facts: Partial<PatientFacts> = {}) =>
  booking.call(patients.create, caller, { firstName: 'Rose', lastName: 'Lovelace', email: 'rose@example.test', ...facts });
const found = async ({ caller }: Hired, search: string) =>
  (await booking.call(patients.list, caller, { search })).items.map(({ lastName }) => lastName);

test('a patient is stored as sent, and updated field by field', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const made = await admit(ada, { phone: '+33 6 01 02 03 04' });
  expect(made).toEqual({
    id: made.id,
    cabinetId: cabinet.id,
    firstName: 'Rose',
    lastName: 'Lovelace',
    email: 'rose@example.test',
    phone: '+33 6 01 02 03 04',
    createdAt: made.createdAt,
    updatedAt: made.createdAt,
  });
  const changed = await booking.call(patients.update, ada.caller, { id: made.id, lastName: 'Byron' });
  expect(changed).toEqual({ ...made, lastName: 'Byron', updatedAt: changed.updatedAt });
  expect(await booking.call(patients.get, ada.caller, { id: made.id })).toEqual(changed);
  const stale = { id: made.id, phone: '+33700000000', ifUpdatedAt: made.updatedAt };
  expect(await codeOf(booking.call(patients.update, ada.caller, stale))).toBe('PRECONDITION_FAILED');
  await booking.call(patients.update, ada.caller, { ...stale, ifUpdatedAt: changed.updatedAt });
});

test('a search ignores accents and case, and requires every word', async () => {
  const { ada } = await openPractice(booking);
  await admit(ada, { firstName: 'Zoé', lastName: 'Lefèvre', email: 'zoe@example.test', phone: '0601020304' });
  await admit(ada, { firstName: 'Zoé', lastName: 'Martin', email: 'martin@example.test' });
  for (const search of ['lefevre', 'LEFÈVRE zoe', 'zoe@exa', '06010', '  fèv  '])
    expect([search, await found(ada, search)]).toEqual([search, ['Lefèvre']]);
  expect(await found(ada, 'zoe')).toEqual(['Lefèvre', 'Martin']);
  expect(await found(ada, '')).toEqual(['Lefèvre', 'Martin']);
  for (const search of ['%', '_', "' OR 1=1 --", 'lefevre martin'])
    expect([search, await found(ada, search)]).toEqual([search, []]);
});

test('pages by number and by cursor are in the order of names', async () => {
  const { ada } = await openPractice(booking);
  for (const lastName of ['C', 'A', 'É', 'A', 'B']) await admit(ada, { lastName });
  const page = (query: { page?: number; cursor?: string }) => booking.call(patients.list, ada.caller, { limit: 2, ...query });
  const first = await page({});
  expect(first).toMatchObject({ total: 5, totalIsEstimate: false, page: 1, limit: 2 });
  const second = await page({ cursor: first.nextCursor ?? '' });
  expect((await page({ page: 2 })).items).toEqual(second.items);
  // The sort key is not part of the reply.
  for (const each of first.items) expect(each).toEqual(await booking.call(patients.get, ada.caller, { id: each.id }));
  const third = await page({ cursor: second.nextCursor ?? '' });
  expect([...first.items, ...second.items, ...third.items].map(({ lastName }) => lastName)).toEqual(['A', 'A', 'B', 'C', 'É']);
  expect(third.nextCursor).toBeNull();
  expect(await codeOf(page({ cursor: 'AAAA' }))).toBe('VALIDATION_FAILED');
});

test.each([{ lastName: '' }, { email: 'not-an-address' }, { phone: 'call me' }])('%j is rejected', async (wrong) => {
  const { ada } = await openPractice(booking);
  expect(await codeOf(admit(ada, wrong))).toBe('VALIDATION_FAILED');
});

test('patients are visible to the staff of their cabinet only', async () => {
  const [{ cabinet, ada }, { ada: stranger }] = [await openPractice(booking), await openPractice(booking)];
  const { id } = await admit(ada);
  await booking.asOwner.query(`INSERT INTO booking.memberships VALUES ($1, 99, 'patient')`, [cabinet.id]);
  const [patient, forged] = [
    { ...user(99), tenantId: cabinet.id },
    { ...stranger.caller, tenantId: cabinet.id },
  ];
  for (const [caller, code] of [
    [stranger.caller, 'NOT_FOUND'],
    [forged, 'FORBIDDEN'],
    [patient, 'FORBIDDEN'],
    [ADMIN, 'FORBIDDEN'],
    [ANONYMOUS, 'UNAUTHENTICATED'],
  ] as const) {
    expect(await codeOf(booking.call(patients.get, caller, { id }))).toBe(code);
    expect(await codeOf(booking.call(patients.update, caller, { id, lastName: 'X' }))).toBe(code);
    const listed = await codeOf(booking.call(patients.list, caller, {}));
    expect(listed).toBe(caller === stranger.caller ? 'no error' : code);
  }
  expect(await found(stranger, '')).toEqual([]);
  expect((await booking.asService.query('SELECT 1 FROM patients')).rows).toEqual([]);
});
