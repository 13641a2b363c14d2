import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { appointments, appointmentSeries, type CreateAppointment, DeclaredError, patients } from '@veza/contracts';
import { type BookingUnderTest, codeOf, sharedBooking } from './booking-under-test.js';
import { hire, type Hired, nextDay, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await sharedBooking();
});
afterAll(() => booking?.stop());

const newPatient = async ({ caller }: Hired, facts: object = {}) =>
  (await booking.call(patients.create, caller, { firstName: 'Rose', lastName: 'Lovelace', force: true, ...facts })).id;
const book = ({ id, caller }: Hired, patientId: string, startTime: string, more: Partial<CreateAppointment> = {}) => {
  const wanted = { practitionerId: id, patientId, type: 'consultation', startTime, duration: 60, ...more } as const;
  return booking.call(appointments.create, caller, wanted);
};

test('a patient is late, arrives and is called in, beside the status and in the history', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const { id } = await book(ada, await newPatient(ada), `${date}T09:00:00`);
  const update = (changes: object) => booking.call(appointments.update, ada.caller, { id, ...changes });
  expect(await update({ presence: 'late' })).toMatchObject({ status: 'pending', presence: 'late', version: 2 });
  expect(await update({ presence: 'late' })).toMatchObject({ version: 2 }); // no change
  const arrived = await update({ presence: 'arrived', status: 'confirmed' });
  expect(arrived).toMatchObject({ status: 'confirmed', presence: 'arrived', presenceAt: expect.stringMatching(/Z$/) });
  const called = await update({ presence: 'called' });
  expect(Date.parse(called.presenceAt ?? '')).toBeGreaterThanOrEqual(Date.parse(arrived.presenceAt ?? ''));
  expect(await update({ startTime: `${date}T10:00:00` })).toMatchObject({ presence: 'called' }); // of the same day
  const moved = await update({ startTime: `${nextDay()}T10:00:00` });
  expect([moved.presence, moved.presenceAt]).toEqual([undefined, undefined]);

  await update({ presence: 'arrived' });
  expect(await update({ status: 'completed' })).toMatchObject({ presence: 'arrived' });
  expect(await codeOf(update({ presence: 'called' }))).toBe('INVALID_TRANSITION');
  const { items } = await booking.call(appointments.history, ada.caller, { id });
  expect(items.map(({ change, presence }) => [change, presence])).toEqual([
    ['completed', 'arrived'],
    ['updated', 'arrived'],
    ['rescheduled', undefined],
    ['rescheduled', 'called'],
    ['updated', 'called'],
    ['confirmed', 'arrived'],
    ['updated', 'late'],
    ['booked', undefined],
  ]);
});

test('one patient gets two appointments at one time only if staff says so', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id, { firstName: 'Bea' });
  const date = nextDay();
  const patientId = await newPatient(ada);
  const first = await book(ada, patientId, `${date}T09:00:00`);
  const refused = await book(bea, patientId, `${date}T09:30:00`).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DeclaredError);
  expect(refused).toMatchObject({ code: 'PATIENT_BOOKED', details: [{ field: 'appointment', message: first.id }] });
  expect(await codeOf(book(bea, patientId, `${date}T09:00:00`, { practitionerId: 'any' }))).toBe('PATIENT_BOOKED');
  expect(await codeOf(book(bea, patientId, `${date}T10:00:00`))).toBe('no error'); // right after the first
  expect(await codeOf(book(bea, patientId, `${date}T09:00:00`, { force: true }))).toBe('no error');

  const wanted = { practitionerId: bea.id, patientId, type: 'soin', startTime: `${date}T11:00:00`, duration: 60 } as const;
  await book(ada, patientId, `${date}T11:00:00`);
  const series = { ...wanted, rule: 'FREQ=DAILY;COUNT=2' };
  const { items } = await booking.call(appointmentSeries.create, bea.caller, series);
  expect(items.map(({ refusal }) => refusal?.code)).toEqual(['PATIENT_BOOKED', undefined]);
});

test('patients are found by their date of birth, in each way to write it, and by their phone', async () => {
  const { ada } = await openPractice(booking);
  const april = await newPatient(ada, { dateOfBirth: '1980-04-03', phone: '+33 6 12 34 56 78' });
  const march = await newPatient(ada, { dateOfBirth: '1980-03-04' });
  await newPatient(ada, { dateOfBirth: '1980-04-04' });
  const found = async (search: string) =>
    (await booking.call(patients.list, ada.caller, { search })).items.map(({ id }) => id).sort();
  expect(await found('1980-04-03')).toEqual([april]);
  expect(await found('03/04/1980')).toEqual([april, march].sort());
  expect(await found('rose 3.4.1980')).toEqual([april, march].sort());
  expect(await found('1980-04-03 06 12 34 56 78')).toEqual([april]);
  expect([await found('irma 1980-04-03'), await found('1979-04-03')]).toEqual([[], []]);
});
