import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  absences,
  ANY_PRACTITIONER,
  appointments,
  appointmentSeries,
  appointmentTypes,
  type CreateAppointment,
  holds,
  holidays,
  practitioners,
  slots,
} from '@veza/contracts';
import { type BookingUnderTest, codeOf, sharedBooking } from './booking-under-test.js';
import { ADMIN, hire, type Hired, nextDay, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await sharedBooking();
});
afterAll(() => booking?.stop());

let names = 0;
const book = ({ id, caller }: Hired, startTime: string, more: Partial<CreateAppointment> = {}) =>
  booking.call(appointments.create, caller, {
    practitionerId: id,
    type: 'implant',
    startTime,
    patientData: { firstName: 'Rose', lastName: `Calendar ${(names += 1)}` },
    ...more,
  });
const update = ({ id, caller }: Hired, facts: object) =>
  booking.call(practitioners.update, ADMIN, { cabinetId: caller.tenantId, id, ...facts });
const free = async ({ id, caller }: Hired, date: string, more: object = {}) => {
  const range = { practitionerId: id, dateFrom: date, dateTo: date, ...more };
  return (await booking.call(slots.list, caller, range)).items.flatMap(({ time, available }) => (available ? [time] : []));
};
const managed = async () => {
  const { cabinet, ada } = await openPractice(booking);
  return { cabinet, ada, chief: await hire(booking, cabinet.id, { role: 'manager', lastName: 'Zola', workingHours: [] }) };
};

test('slots, holds, bookings and moves use the length and the buffer of the type', async () => {
  const { cabinet, ada, chief } = await managed();
  const set = { cabinetId: cabinet.id, type: 'implant', duration: 50, buffer: 10 } as const;
  expect(await codeOf(booking.call(appointmentTypes.update, ada.caller, set))).toBe('FORBIDDEN');
  await booking.call(appointmentTypes.update, chief.caller, set);
  await booking.call(appointmentTypes.update, chief.caller, { cabinetId: cabinet.id, type: 'implant', buffer: 40 });
  expect(await booking.call(appointmentTypes.update, chief.caller, { ...set, duration: undefined })).toEqual({
    type: 'implant',
    duration: 50,
    buffer: 10,
    needs: null,
  });
  const date = nextDay();
  expect(await free(ada, date, { type: 'implant' })).toEqual(['09:00', '10:00', '11:00']);
  expect(await free(ada, date)).toHaveLength(6);
  expect(await codeOf(book(ada, `${date}T09:00:00`, { type: 'soin' }))).toBe('VALIDATION_FAILED');
  const hold = { practitionerId: ada.id, startTime: `${date}T11:00:00`, type: 'implant' } as const;
  expect(await booking.call(holds.create, chief.caller, hold)).toMatchObject({ duration: 50 });
  expect(await codeOf(book(ada, `${date}T10:05:00`))).toBe('SLOT_TAKEN');
  const made = await book(ada, `${date}T09:00:00`);
  expect(made.duration).toBe(50);
  expect(await free(ada, date, { duration: 10 })).not.toContain('09:50');
  const other = await book(ada, `${date}T10:00:00`, { type: 'soin', duration: 60 });
  const move = (startTime: string) => booking.call(appointments.reschedule, ada.caller, { id: made.id, startTime });
  expect(await codeOf(move(`${date}T09:05:00`))).toBe('SLOT_TAKEN');
  const retype = (id: string, type: 'implant' | 'soin') => booking.call(appointments.update, ada.caller, { id, type });
  expect(await codeOf(retype(other.id, 'implant'))).toBe('SLOT_TAKEN');
  expect(await codeOf(retype(made.id, 'soin'))).toBe('no error');
  expect(await codeOf(book(ada, `${date}T09:50:00`, { type: 'soin', duration: 10 }))).toBe('no error');
});

test('a booking with any practitioner takes the one with the fewest appointments, and is refused when none is free', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const others = await Promise.all([1, 2, 3].map(() => hire(booking, cabinet.id)));
  const date = nextDay();
  const busiest = others[0] ?? ada;
  await book(busiest, `${date}T11:00:00`, { duration: 60 });
  await booking.call(absences.create, ada.caller, {
    practitionerId: ada.id,
    startTime: `${date}T10:00:00`,
    endTime: `${date}T11:00:00`,
  });
  const any = (time: string, more = {}) =>
    book(ada, `${date}T${time}:00`, { practitionerId: ANY_PRACTITIONER, duration: 60, ...more });
  const atNine = await Promise.all(Array.from({ length: 3 }, () => any('09:00')));
  expect(new Set(atNine.map(({ practitionerId }) => practitionerId))).toEqual(
    new Set([ada, ...others.slice(1)].map(({ id }) => id)),
  );
  expect((await any('09:00')).practitionerId).toBe(busiest.id);
  expect(await codeOf(any('09:00'))).toBe('SLOT_TAKEN');
  const patientData = { firstName: 'Rose', lastName: 'Twice' };
  const atTen = [await any('10:00', { patientData }), await any('10:00', { patientData })];
  expect(atTen[0]?.id).toBe(atTen[1]?.id);
  expect(await codeOf(any('13:00'))).toBe('SLOT_TAKEN');

  const times = await booking.call(slots.free, ada.caller, { dateFrom: date, dateTo: date, duration: 60 });
  expect(times.startTimes).toEqual([`${date}T10:00:00+09:00`, `${date}T11:00:00+09:00`]);
  expect(times.practitioners.find(({ practitionerId }) => practitionerId === ada.id)?.startTimes).toEqual([
    `${date}T11:00:00+09:00`,
  ]);
  const refusal = await any('09:00').catch((error: { details?: { message: string }[] }) => error);
  expect(refusal).toMatchObject({ details: expect.arrayContaining([{ field: 'startTime', message: `${date}T10:00:00+09:00` }]) });
});

test('public holidays close a cabinet, each can be switched, and an exception of a practitioner overrules them', async () => {
  const { cabinet, ada, chief } = await managed();
  const choose = (changes: object, { caller } = chief) =>
    booking.call(holidays.update, caller, { cabinetId: cabinet.id, ...changes });
  const year = new Date().getUTCFullYear() + (new Date().getUTCMonth() < 6 ? 0 : 1);
  const date = `${year}-07-14`;
  expect(await free(ada, date)).toHaveLength(6);
  expect(await codeOf(choose({ region: 'FR' }, ada))).toBe('FORBIDDEN');
  expect(await codeOf(choose({ region: 'XX' }))).toBe('VALIDATION_FAILED');
  await choose({ region: 'FR' });
  const listed = await booking.call(holidays.list, ada.caller, { cabinetId: cabinet.id, year });
  expect(listed.items).toContainEqual({ date, name: 'Fête Nationale de la France', key: '07-14', closed: true });
  expect(await free(ada, date)).toEqual([]);
  expect(await codeOf(book(ada, `${date}T09:00:00`, { duration: 30 }))).toBe('SLOT_TAKEN');
  expect(await codeOf(book(ada, `${date}T09:00:00`, { duration: 30, urgency: 'emergency' }))).toBe('no error');
  await update(ada, { exceptions: [{ date, hours: [{ start: '09:00', end: '10:00' }] }] });
  expect(await free(ada, date)).toEqual(['09:30']);
  await update(ada, { exceptions: [] });
  await choose({ open: ['07-14'] });
  expect(await free(ada, date)).toHaveLength(5);
  expect((await choose({ region: 'DE-BY' })).items.some(({ key }) => key === '07-14')).toBe(false);
});

test('repeating appointments keep the time of the local clock, and each occurrence is booked or refused by itself', async () => {
  const { ada } = await openPractice(booking);
  await booking.asOwner.query(`UPDATE booking.cabinets SET timezone = 'Europe/Paris' WHERE id = $1`, [ada.caller.tenantId]);
  const year = new Date().getUTCFullYear() + (new Date().getUTCMonth() < 2 ? 0 : 1);
  const patientData = { firstName: 'Rose', lastName: 'Weekly' };
  await book(ada, `${year}-03-24T09:00:00`, { duration: 60 });
  const wanted = {
    practitionerId: ada.id,
    type: 'soin',
    duration: 30,
    startTime: `${year}-03-17T09:00:00`,
    rule: 'FREQ=WEEKLY;COUNT=4',
  } as const;
  const repeat = (more: object = {}) => booking.call(appointmentSeries.create, ada.caller, { ...wanted, patientData, ...more });
  const { seriesId, items } = await repeat();
  const walls = items.map(({ startTime }) =>
    new Date(startTime).toLocaleString('sv-SE', { timeZone: 'Europe/Paris' }).slice(5, 16),
  );
  expect(walls).toEqual(['03-17 09:00', '03-24 09:00', '03-31 09:00', '04-07 09:00']);
  expect(items.map(({ refusal }) => refusal?.code)).toEqual([undefined, 'SLOT_TAKEN', undefined, undefined]);
  expect(items[1]?.refusal?.alternatives).toHaveLength(5);
  const ids = items.flatMap(({ appointment }) => appointment?.id ?? []);
  expect(new Set(items.flatMap(({ appointment }) => appointment?.patientId ?? [])).size).toBe(1);
  const again = await repeat();
  expect([again.seriesId, again.items.flatMap(({ appointment }) => appointment?.id ?? [])]).toEqual([seriesId, ids]);

  const cancelled = await booking.call(appointmentSeries.cancelFollowing, ada.caller, { id: ids[1] ?? '', reason: 'Cured' });
  expect(cancelled.items.map(({ id, status }) => [id, status])).toEqual(ids.slice(1).map((id) => [id, 'cancelled']));
  expect((await booking.call(appointments.get, ada.caller, { id: ids[0] ?? '' })).status).toBe('pending');
  const single = await book(ada, `${year}-03-24T10:00:00`, { duration: 30 });
  expect(await codeOf(booking.call(appointmentSeries.cancelFollowing, ada.caller, { id: single.id }))).toBe('NOT_FOUND');

  expect(await codeOf(repeat({ startTime: `${year}-03-24T09:00:00`, rule: 'FREQ=WEEKLY;COUNT=1' }))).toBe('SLOT_TAKEN');
  for (const rule of [
    'FREQ=DAILY',
    'FREQ=DAILY;COUNT=53',
    'FREQ=SECONDLY;COUNT=2',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2',
    'FREQ=DAILY;COUNT=0',
    'FREQ=DAILY;INTERVAL=0;COUNT=2',
    'FREQ=DAILY;UNTIL=20000101T000000Z',
  ])
    expect([rule, await codeOf(repeat({ rule }))]).toEqual([rule, 'VALIDATION_FAILED']);
});
