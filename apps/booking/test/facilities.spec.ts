import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  absences,
  ANONYMOUS,
  appointments,
  appointmentSeries,
  appointmentTypes,
  type Caller,
  type CreateAppointment,
  DeclaredError,
  facilities,
  type FacilityNeed,
  holds,
  MOST_FACILITIES,
  proposals,
  publicPages,
  slots,
  treatments,
  visits,
} from '@veza/contracts';
import { type BookingUnderTest, codeOf, sharedBooking, user } from './booking-under-test.js';
import { ADMIN, hire, nextDay, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await sharedBooking();
});
afterAll(() => booking?.stop());

let patients = 0;

/** Three practitioners with a buffer of ten minutes and one room, which scaling needs; a treatment of the same needs the X-ray. */
const open = async (rooms = 1) => {
  const { cabinet, ada } = await openPractice(booking, { buffer: 10 });
  const bea = await hire(booking, cabinet.id, { role: 'manager', lastName: 'Zola', buffer: 10 });
  const cabinetId = cabinet.id;
  const add = (name: string, kind: string, caller: Caller = bea.caller) =>
    booking.call(facilities.create, caller, { cabinetId, name, kind });
  const made = [];
  for (let each = 1; each <= rooms; each += 1) made.push(await add(`Room ${each}`, 'Salle'));
  const need = (needs: FacilityNeed | null) =>
    booking.call(appointmentTypes.update, bea.caller, { cabinetId, type: 'detartrage', needs });
  await need({ kind: 'salle' });
  const book = (facts: Partial<CreateAppointment>) => {
    const patientData = { firstName: 'Rose', lastName: 'Lovelace', email: `rose.${(patients += 1)}@example.test` };
    const usual = { practitionerId: ada.id, type: 'detartrage', duration: 20, patientData, force: true } as const;
    return booking.call(appointments.create, ada.caller, { startTime: `${nextDay()}T09:00`, ...usual, ...facts });
  };
  const timesOf = async (practitionerId: string, date: string, type: 'detartrage' | 'controle' = 'detartrage') => {
    const range = { practitionerId, dateFrom: date, dateTo: date, duration: 20, type };
    const { items } = await booking.call(slots.list, ada.caller, range);
    return items.filter(({ available }) => available).map(({ time }) => time);
  };
  return { cabinet, cabinetId, ada, bea, rooms: made, add, need, book, timesOf };
};

const ALL = ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30'];
const without = (...times: string[]) => ALL.filter((time) => !times.includes(time));

test('managers add, change and archive rooms and devices; members read them', async () => {
  const { cabinetId, ada, bea, rooms, add } = await open();
  expect(await codeOf(add('Room 9', 'Salle', ada.caller))).toBe('FORBIDDEN');
  expect(await codeOf(add('room 1', 'device'))).toBe('CONFLICT');
  const target = { cabinetId, id: rooms[0]?.id ?? '' };
  const changed = await booking.call(facilities.update, bea.caller, { ...target, name: 'Chair', kind: 'Fauteuil' });
  expect(changed).toMatchObject({ name: 'Chair', kind: 'Fauteuil', isArchived: false });
  await booking.call(facilities.update, bea.caller, { ...target, isArchived: true });
  const again = await add('Chair', 'Fauteuil');
  const { items } = await booking.call(facilities.list, ada.caller, { cabinetId });
  expect(items.map(({ id, isArchived }) => [id, isArchived])).toEqual([
    [again.id, false],
    [target.id, true],
  ]);
  const stranger = await openPractice(booking);
  expect(await codeOf(booking.call(facilities.list, stranger.ada.caller, { cabinetId }))).toBe('NOT_FOUND');
  const foreign = { cabinetId: stranger.cabinet.id, type: 'soin', needs: { facilityId: again.id } } as const;
  expect(await codeOf(booking.call(appointmentTypes.update, ADMIN, foreign))).toBe('VALIDATION_FAILED');
});

test('requests at the same moment together stay within the number of rooms, and of treatments', async () => {
  const { cabinetId, bea, add } = await open(0);
  await booking.asOwner.query(
    `INSERT INTO booking.facilities (cabinet_id, name, kind) SELECT $1, 'Old ' || n, 'room' FROM generate_series(1, $2::integer) n`,
    [cabinetId, MOST_FACILITIES - 2],
  );
  const added = await Promise.all(Array.from({ length: 8 }, (_, index) => codeOf(add(`New ${index}`, 'room'))));
  expect(added.filter((code) => code === 'no error')).toHaveLength(2);
  expect(added.filter((code) => code === 'CONFLICT')).toHaveLength(6);
  await booking.asOwner.query(
    `INSERT INTO booking.treatments (cabinet_id, name, description, type, duration, is_public)
     SELECT $1, 'Old ' || n, '', 'soin', 30, false FROM generate_series(1, 98) n`,
    [cabinetId],
  );
  const facts = { cabinetId, description: '', type: 'soin', duration: 30, isPublic: false } as const;
  const created = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      codeOf(booking.call(treatments.create, bea.caller, { ...facts, name: `New ${index}` })),
    ),
  );
  expect(created.filter((code) => code === 'no error')).toHaveLength(2);
});

test('slots are those at which a room is free, its buffer included, and other types need none', async () => {
  const { ada, bea, rooms, book, timesOf } = await open();
  const date = nextDay();
  const made = await book({ startTime: `${date}T09:30` });
  expect(made.facility).toEqual({ id: rooms[0]?.id, name: 'Room 1' });
  expect(await timesOf(bea.id, date)).toEqual(without('09:30'));
  expect(await timesOf(bea.id, date, 'controle')).toEqual(ALL);
  const free = await booking.call(slots.free, ada.caller, { dateFrom: date, dateTo: date, duration: 20, type: 'detartrage' });
  expect(free.startTimes.map((text) => text.slice(11, 16))).toEqual(without('09:30'));
  // The end of the buffer is 10:00; a length of 25 minutes from 09:05 overlaps its beginning.
  const refused = await book({ practitionerId: bea.id, startTime: `${date}T09:30` }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DeclaredError);
  if (!(refused instanceof DeclaredError)) return;
  expect(refused).toMatchObject({ code: 'SLOT_TAKEN', message: 'No room or device that the appointment needs is free then' });
  expect(refused.details?.map(({ message }) => message.slice(11, 16))[0]).toBe('10:00');
  expect(await codeOf(book({ practitionerId: 'any', startTime: `${date}T09:30` }))).toBe('SLOT_TAKEN');
  const controle = await book({ practitionerId: bea.id, startTime: `${date}T09:30`, type: 'controle' });
  expect(controle.facility).toBeUndefined();
  const listed = await booking.call(appointments.list, ada.caller, { facilityId: rooms[0]?.id ?? '' });
  expect(listed.items.map(({ id }) => id)).toEqual([made.id]);
});

test('of many bookings at once with any practitioner as many succeed as there are rooms', async () => {
  const { cabinetId, book, rooms } = await open(2);
  for (let more = 0; more < 6; more += 1) await hire(booking, cabinetId, { buffer: 10, lastName: `N${more}` });
  const date = nextDay();
  const made = await Promise.all(
    Array.from({ length: 8 }, () =>
      book({ practitionerId: 'any', startTime: `${date}T10:00` }).then(
        ({ facility }) => facility?.id,
        (error: unknown) => (error instanceof DeclaredError ? error.code : error),
      ),
    ),
  );
  expect(made.filter((each) => each !== 'SLOT_TAKEN').sort()).toEqual(rooms.map(({ id }) => id).sort());
});

test('a hold takes a room until it ends, and the booking of its caller takes that one', async () => {
  const { ada, bea, book, timesOf } = await open();
  const date = nextDay();
  const wanted = { practitionerId: ada.id, startTime: `${date}T10:00`, duration: 20, type: 'detartrage' } as const;
  const hold = await booking.call(holds.create, ada.caller, wanted);
  const asBea = await booking.call(slots.list, bea.caller, {
    ...{ practitionerId: bea.id, dateFrom: date, dateTo: date, duration: 20, type: 'detartrage' },
  });
  expect(asBea.items.filter(({ available }) => !available).map(({ time }) => time)).toEqual(['10:00']);
  expect(await codeOf(booking.call(holds.create, bea.caller, { ...wanted, practitionerId: bea.id }))).toBe('SLOT_TAKEN');
  // With another practitioner too: the own hold gives its room.
  expect(await book({ practitionerId: bea.id, startTime: `${date}T10:00` })).toMatchObject({ facility: { name: 'Room 1' } });
  expect(await codeOf(booking.call(holds.remove, ada.caller, { id: hold.id }))).toBe('NOT_FOUND');
  await booking.call(holds.create, ada.caller, { ...wanted, startTime: `${date}T11:00` });
  await booking.asOwner.query(`UPDATE booking.busy SET expires_at = now() - interval '1 second' WHERE kind = 'hold'`);
  expect(await timesOf(bea.id, date)).toEqual(without('10:00'));
  const booked = await booking.call(appointments.create, bea.caller, {
    ...{ practitionerId: bea.id, startTime: `${date}T11:00`, duration: 20, type: 'detartrage' },
    patientData: { firstName: 'Rose', lastName: 'Held', email: 'rose.held@example.test' },
  });
  expect(booked.facility?.name).toBe('Room 1');
});

test('a move keeps the room if it is free, takes another one if not, and another type frees it', async () => {
  const { ada, bea, book, timesOf, rooms } = await open(2);
  const date = nextDay();
  const first = await book({ startTime: `${date}T09:00` });
  const second = await book({ practitionerId: bea.id, startTime: `${date}T09:00` });
  expect([first.facility?.name, second.facility?.name]).toEqual(['Room 1', 'Room 2']);
  const later = await booking.call(appointments.reschedule, ada.caller, { id: second.id, startTime: `${date}T10:00` });
  expect(later.facility?.name).toBe('Room 2');
  const other = await book({ startTime: `${date}T11:00`, type: 'controle' });
  await book({ practitionerId: bea.id, startTime: `${date}T11:00` });
  const retyped = await booking.call(appointments.update, ada.caller, { id: other.id, type: 'detartrage' });
  expect(retyped.facility?.name).toBe('Room 2');
  const moved = await booking.call(appointments.reschedule, ada.caller, { id: first.id, startTime: `${date}T10:00` });
  expect(moved.facility).toEqual({ id: rooms[0]?.id, name: 'Room 1' });
  expect(await timesOf(bea.id, date)).toEqual(without('10:00', '11:00'));
  const freed = await booking.call(appointments.update, ada.caller, { id: first.id, type: 'controle' });
  expect(freed.facility).toBeUndefined();
  await booking.call(appointments.cancel, ada.caller, { id: second.id });
  const { rows } = await booking.asOwner.query(
    'SELECT FROM booking.busy WHERE id = ANY ($1::uuid[]) AND facility_id IS NOT NULL',
    [[first.id, second.id]],
  );
  expect(rows).toEqual([]);
});

test('a series takes a room each time, and leaves out the days without one', async () => {
  const { ada, bea, book } = await open();
  const [, second] = [nextDay(), nextDay()];
  const day = new Date(Date.parse(second) - 86_400_000).toISOString().slice(0, 10);
  await book({ practitionerId: bea.id, startTime: `${second}T09:00` });
  const { items } = await booking.call(appointmentSeries.create, ada.caller, {
    ...{ practitionerId: ada.id, type: 'detartrage', duration: 20, startTime: `${day}T09:00`, rule: 'FREQ=DAILY;COUNT=2' },
    patientData: { firstName: 'Rose', lastName: 'Series', email: 'rose.series@example.test' },
  });
  expect(items.map(({ appointment, refusal }) => appointment?.facility?.name ?? refusal?.code)).toEqual(['Room 1', 'SLOT_TAKEN']);
});

test('a treatment needs the device that it names, in place of the need of its type', async () => {
  const { cabinetId, ada, bea, add, book } = await open();
  const xray = await add('X-ray', 'device');
  const needs = { facilityId: xray.id };
  const facts = { cabinetId, name: 'Picture', description: '', type: 'detartrage', duration: 20, isPublic: true } as const;
  const made = await booking.call(treatments.create, bea.caller, { ...facts, needs });
  expect(made.needs).toEqual(needs);
  const date = nextDay();
  const booked = await book({ startTime: `${date}T09:00`, treatmentId: made.id });
  expect(booked.facility).toEqual({ id: xray.id, name: 'X-ray' });
  expect(await codeOf(book({ practitionerId: bea.id, startTime: `${date}T09:00`, treatmentId: made.id }))).toBe('SLOT_TAKEN');
  // Archived: nothing new takes it, and the appointment keeps it.
  await booking.call(facilities.update, bea.caller, { cabinetId, id: xray.id, isArchived: true });
  expect(await codeOf(book({ startTime: `${date}T10:00`, treatmentId: made.id }))).toBe('SLOT_TAKEN');
  expect((await booking.call(appointments.get, ada.caller, { id: booked.id })).facility?.name).toBe('X-ray');
  const unfit = { cabinetId, id: made.id, needs: { facilityId: xray.id } };
  expect(await codeOf(booking.call(treatments.update, bea.caller, unfit))).toBe('VALIDATION_FAILED');
  const none = await booking.call(treatments.update, bea.caller, { cabinetId, id: made.id, needs: null });
  expect(none.needs).toBeNull();
});

test('patients and displaced appointments are offered times at which a room is free', async () => {
  const { cabinetId, ada, bea, book } = await open();
  const date = nextDay();
  const displaced = await book({ startTime: `${date}T09:00` });
  await book({ practitionerId: bea.id, startTime: `${date}T09:30` });
  await booking.call(absences.create, ada.caller, {
    ...{ practitionerId: ada.id, startTime: `${date}T09:00`, endTime: `${date}T12:00`, overrides: true },
  });
  const { times } = await booking.call(proposals.get, ada.caller, { id: displaced.id });
  const next = times.filter(({ practitionerId }) => practitionerId === bea.id).map(({ startTime }) => startTime.slice(11, 16));
  expect(next[0]).toBe('10:00'); // 09:00 is not later, and at 09:30 the room is taken
  const page = { id: cabinetId, slug: `rooms-${cabinetId.slice(0, 8)}`, isOpen: true, longest: 60 };
  await booking.call(publicPages.update, ADMIN, page);
  const mailbox = { email: 'rose.public@example.test', language: 'fr', network: '10.9.8.7' } as const;
  const { visit } = await booking.call(visits.openOwn, user(4_321), { cabinet: page.slug, ...mailbox });
  const wanted = { cabinet: page.slug, visit, practitionerId: bea.id, type: 'detartrage', duration: 20 } as const;
  expect(await codeOf(booking.call(visits.hold, ANONYMOUS, { ...wanted, startTime: `${date}T09:00` }))).toBe('SLOT_TAKEN');
  await booking.call(visits.hold, ANONYMOUS, { ...wanted, startTime: `${date}T11:00` });
  expect(await codeOf(book({ practitionerId: ada.id, startTime: `${date}T11:00`, urgency: 'emergency' }))).toBe('SLOT_TAKEN');
});
