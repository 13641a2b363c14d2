import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  absences,
  ANONYMOUS,
  booking as contracts,
  cabinets,
  calendarFeeds,
  type Caller,
  ownAppointments,
  patientContacts,
  patients,
  practitioners,
} from '@veza/contracts';
import { type BookingUnderTest, codeOf, startBooking, user } from './booking-under-test.js';
import { openPractice } from './practice.js';

const ADMIN = user(1, 'admin');
const [ADA, BEA] = [user(11), user(12)];

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await startBooking();
});
afterAll(() => booking?.stop());

test('an export has the cabinets and practitioners of the user only, also for administrators, and an erasure keeps those of others', async () => {
  const { id: cabinetId } = await booking.call(cabinets.create, ADMIN, { name: 'Ici', timezone: 'Europe/Paris' });
  const hours = [{ day: 1, start: '09:00', end: '17:00' }];
  for (const [userId, lastName] of [
    [11, 'Martin'],
    [12, 'Dupont'],
  ] as const) {
    const facts = { cabinetId, userId, firstName: 'Ada', lastName, workingHours: hours };
    await booking.call(practitioners.hire, ADMIN, facts);
  }
  const own = async (caller: Caller, section: 'cabinets' | 'practitioners' | 'absences') =>
    (await booking.call(contracts.personalData.export, caller, { section })).rows;
  expect(await own(ADA, 'cabinets')).toMatchObject([{ cabinet_id: cabinetId, name: 'Ici', role: 'practitioner' }]);
  expect(await own(ADA, 'practitioners')).toMatchObject([{ cabinet_id: cabinetId, last_name: 'Martin' }]);
  expect(await own(ADMIN, 'practitioners')).toEqual([]);
  expect(await codeOf(own(ANONYMOUS, 'cabinets'))).toBe('UNAUTHENTICATED');

  const [{ id: practitionerId = '' } = {}] = (await booking.call(practitioners.list, ADA, { cabinetId })).items.filter(
    ({ userId }) => userId === 11,
  );
  const ill = { practitionerId, startTime: '2031-01-06T08:00:00Z', endTime: '2031-01-06T18:00:00Z', reason: 'fièvre' };
  const { id: absenceId } = await booking.call(absences.create, ADA, ill);
  expect(await own(ADA, 'absences')).toMatchObject([{ id: absenceId, reason: 'fièvre' }]);
  expect(await own(BEA, 'absences')).toEqual([]);
  await booking.erase(11);
  await booking.erase(11);
  const { rows } = await booking.asOwner.query('SELECT reason FROM booking.busy WHERE id = $1', [absenceId]);
  expect(rows).toEqual([{ reason: null }]);
  expect([await own(ADA, 'cabinets'), await own(ADA, 'practitioners')]).toEqual([[], []]);
  expect((await booking.call(practitioners.list, BEA, { cabinetId })).items).toMatchObject([
    { userId: 12, firstName: 'Ada', lastName: 'Dupont', workingHours: hours },
    { userId: 11, firstName: '', lastName: 'deleted user', workingHours: [] },
  ]);
  expect(await codeOf(booking.call(cabinets.get, ADA, { id: cabinetId }))).toBe('NOT_FOUND');
});

test('an export has the patients that the account manages, all their appointments and its feeds, and nothing of others', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const [kin, stranger] = [user(7_101), user(7_102)];
  const email = 'kin.export@example.test';
  const admit = (firstName: string) =>
    booking.call(patients.create, ada.caller, { firstName, lastName: 'Lovelace', force: true });
  const [rose, paul] = [await admit('Rose'), await admit('Paul')];
  await booking.call(patientContacts.add, ada.caller, { id: rose.id, email, relation: 'guardian' });
  await booking.call(ownAppointments.patients, kin, { email });
  const { token } = await booking.call(calendarFeeds.renew, kin, {});
  for (const { id } of [rose, paul])
    await booking.asOwner.query(
      `INSERT INTO booking.appointments (cabinet_id, patient_id, practitioner_id, type, status, start_time, duration, urgency, created_by)
       SELECT $1, $2, $3, 'soin', 'completed', now() - interval '1 day', 30, 'normal', 1 FROM generate_series(1, 205)`,
      [cabinet.id, id, ada.id],
    );
  type Section = 'patients' | 'patient_appointments' | 'calendar_feeds';
  const own = async (caller: Caller, section: Section) => {
    const rows: Record<string, unknown>[] = [];
    for (let after: string | undefined; ;) {
      const page = await booking.call(contracts.personalData.export, caller, { section, after });
      rows.push(...page.rows);
      if (page.next === null) return rows;
      after = page.next;
    }
  };
  expect(await own(kin, 'patients')).toMatchObject([{ id: rose.id, first_name: 'Rose', relation: 'guardian' }]);
  const made = await own(kin, 'patient_appointments');
  expect([made.length, new Set(made.map(({ id }) => id)).size, new Set(made.map(({ patient }) => patient))]).toEqual([
    205,
    205,
    new Set(['Rose']),
  ]);
  const feeds = await own(kin, 'calendar_feeds');
  expect(feeds).toMatchObject([{ cabinet_id: null }]);
  expect(JSON.stringify(feeds)).not.toContain(token);
  for (const section of ['patients', 'patient_appointments', 'calendar_feeds'] as const) {
    expect([section, await own(stranger, section)]).toEqual([section, []]);
    await booking.erase(kin.userId);
    expect([section, await own(kin, section)]).toEqual([section, []]);
  }
});
