import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  ANONYMOUS,
  appointments,
  type Caller,
  type CreateAppointment,
  patientFiles,
  publicPages,
  type RpcRequest,
  slots,
  treatments,
  visits,
} from '@veza/contracts';
import { NoteRotation } from '../src/patients/sealed-notes/note-rotation.repository.js';
import { KeyRing } from '../src/patients/sealed-notes/key-ring.js';
import { type BookingUnderTest, codeOf, startBooking, user } from './booking-under-test.js';
import { exportOf } from './exported.js';
import { ADMIN, hire, nextDay, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await startBooking();
});
afterAll(() => booking?.stop());

type Facts = Omit<RpcRequest<typeof treatments.create>, 'cabinetId'>;

const SECRET = 'allergic to pénicilline';
const ROSE = { firstName: 'Rose', lastName: 'Lovelace', email: 'rose.treated@example.test' };
const QUESTIONS: NonNullable<Facts['questions']> = [
  { question: 'What brings you?', kind: 'text', options: [], isRequired: true },
  { question: 'Your first visit?', kind: 'yes_no', options: [], isRequired: false },
];
const WHITENING: Facts = {
  ...{ name: 'Whitening', description: 'One hour', type: 'soin', duration: 45, buffer: 15, isPublic: true },
  price: { amount: '120.00', currency: 'EUR' },
};

const open = async () => {
  const { cabinet, ada } = await openPractice(booking);
  const chief = await hire(booking, cabinet.id, { role: 'manager', lastName: 'Zola' });
  const create = (facts: Partial<Facts> = {}, caller: Caller = chief.caller) =>
    booking.call(treatments.create, caller, {
      cabinetId: cabinet.id,
      questions: QUESTIONS,
      ...WHITENING,
      ...facts,
    });
  const book = (facts: Partial<CreateAppointment>) =>
    booking.call(appointments.create, ada.caller, {
      ...{ practitionerId: ada.id, type: 'consultation', startTime: `${nextDay()}T09:00`, patientData: ROSE, force: true },
      ...facts,
    });
  return { cabinet, ada, chief, create, book };
};

test('managers add, change and archive treatments; members read them', async () => {
  const { cabinet, ada, chief, create } = await open();
  expect(await codeOf(create({}, ada.caller))).toBe('FORBIDDEN');
  const made = await create();
  expect(made).toMatchObject({ ...WHITENING, isArchived: false, questions: QUESTIONS });
  expect(await codeOf(create({ name: 'whitening' }))).toBe('CONFLICT');
  expect(await codeOf(create({ name: 'Other', practitionerIds: ['8c7b6a59-4837-4261-9051-4f3e2d1c0b9a'] }))).toBe(
    'VALIDATION_FAILED',
  );
  const [first] = made.questions;
  const target = { cabinetId: cabinet.id, id: made.id };
  const question = { id: first?.id, question: 'Why do you come?', kind: 'text' as const, options: [], isRequired: true };
  const changed = await booking.call(treatments.update, chief.caller, { ...target, questions: [question], price: null });
  expect(changed).toMatchObject({ ...WHITENING, price: null, questions: [question] });
  await booking.call(treatments.update, chief.caller, { ...target, isArchived: true });
  const again = await create();
  const { items } = await booking.call(treatments.list, ada.caller, { cabinetId: cabinet.id });
  expect(items.map(({ id, isArchived }) => [id, isArchived])).toEqual([
    [again.id, false],
    [made.id, true],
  ]);
  const stranger = await openPractice(booking);
  expect(await codeOf(booking.call(treatments.list, stranger.ada.caller, { cabinetId: cabinet.id }))).toBe('NOT_FOUND');
  expect((await booking.call(treatments.list, ADMIN, { cabinetId: cabinet.id })).items).toHaveLength(2);
});

test.each([
  { price: { amount: '1.5', currency: 'JPY' } },
  { price: { amount: '1', currency: 'XYZ' } },
  { questions: [{ question: 'Which?', kind: 'choice', options: ['one'], isRequired: false }] },
  { questions: [{ question: 'Which?', kind: 'text', options: ['one', 'two'], isRequired: false }] },
] as Partial<Facts>[])('a treatment that makes no sense is refused: %j', async (facts) => {
  const { create } = await open();
  expect(await codeOf(create(facts))).toBe('VALIDATION_FAILED');
});

test('slots and bookings use length, buffer and practitioners of the treatment, and its type', async () => {
  const { ada, chief, create, book } = await open();
  const { id: treatmentId } = await create({ practitionerIds: [ada.id] });
  const date = nextDay();
  const range = { dateFrom: date, dateTo: date, treatmentId };
  const { items } = await booking.call(slots.list, ada.caller, { practitionerId: ada.id, ...range });
  expect(items.map(({ time, duration }) => [time, duration])).toEqual([
    ['09:00', 45],
    ['10:00', 45],
    ['11:00', 45],
  ]);
  expect(await codeOf(booking.call(slots.list, ada.caller, { practitionerId: chief.id, ...range }))).toBe('VALIDATION_FAILED');
  const free = await booking.call(slots.free, ada.caller, range);
  expect(free.practitioners.map(({ practitionerId }) => practitionerId)).toEqual([ada.id]);
  expect(await codeOf(book({ practitionerId: chief.id, treatmentId, startTime: `${date}T09:00` }))).toBe('VALIDATION_FAILED');
  const made = await book({ treatmentId, startTime: `${date}T09:00`, practitionerId: 'any' });
  expect(made).toMatchObject({ practitionerId: ada.id, type: 'soin', duration: 45, treatment: { name: 'Whitening' } });
  expect(await codeOf(book({ startTime: `${date}T09:50`, duration: 10 }))).toBe('SLOT_TAKEN');
  const moved = await booking.call(appointments.reschedule, ada.caller, { id: made.id, startTime: `${date}T10:00` });
  expect(moved).toMatchObject({ duration: 45, treatment: { id: treatmentId } });
  const retyped = await booking.call(appointments.update, ada.caller, { id: made.id, type: 'controle' });
  expect(retyped.treatment).toBeUndefined();
});

test('an archived treatment takes no bookings, and appointments that exist keep and move with it', async () => {
  const { cabinet, ada, chief, create, book } = await open();
  const { id: treatmentId } = await create({ practitionerIds: [ada.id] });
  const date = nextDay();
  const made = await book({ treatmentId, startTime: `${date}T09:00` });
  const change = { cabinetId: cabinet.id, id: treatmentId, isArchived: true, practitionerIds: [chief.id] };
  await booking.call(treatments.update, chief.caller, change);
  expect(await codeOf(book({ treatmentId, startTime: `${date}T10:00` }))).toBe('VALIDATION_FAILED');
  const moved = await booking.call(appointments.reschedule, ada.caller, { id: made.id, startTime: `${date}T11:00` });
  expect(moved.treatment).toEqual({ id: treatmentId, name: 'Whitening' });
});

test('answers are sealed, exported, sealed anew with a new key, and erased with the patient', async () => {
  const { ada, create, book } = await open();
  const treatment = await create();
  const [why, first] = treatment.questions;
  const answers = [{ questionId: why?.id ?? '', answer: SECRET }];
  expect(await codeOf(book({ answers }))).toBe('VALIDATION_FAILED');
  const unfit = [{ questionId: first?.id ?? '', answer: 'perhaps' }];
  expect(await codeOf(book({ treatmentId: treatment.id, answers: unfit }))).toBe('VALIDATION_FAILED');
  const made = await book({ treatmentId: treatment.id, answers });
  const given = [{ questionId: why?.id, question: 'What brings you?', answer: SECRET }];
  expect(made.answers).toEqual(given);
  const { rows } = await booking.asOwner.query(`
    SELECT table_name FROM information_schema.tables WHERE table_schema = 'booking' AND table_type = 'BASE TABLE'
      AND query_to_xml(format('SELECT * FROM booking.%I', table_name), true, false, '')::text LIKE '%nicilline%'`);
  expect(rows).toEqual([]);

  const rotation = new NoteRotation(booking.asOwner, new KeyRing('76657a61'.repeat(8)));
  expect(await rotation.run({ replaceDataKeys: true })).toMatchObject({ reencrypted: 1 });
  expect(await booking.call(appointments.get, ada.caller, { id: made.id })).toMatchObject({ answers: given });
  const file = await exportOf(booking.call, ada.caller, made.patientId);
  expect(file.rows.appointments).toMatchObject([{ treatment: 'Whitening', answers: given }]);

  await booking.call(patientFiles.erase, ada.caller, { id: made.patientId });
  const left = await booking.asOwner.query('SELECT FROM booking.appointment_answers WHERE appointment_id = $1', [made.id]);
  expect(left.rowCount).toBe(0);
});

test('the public page lists what patients book; they answer what is required', async () => {
  const { cabinet, ada, create } = await open();
  const treatment = await create();
  await create({ name: 'For staff', isPublic: false });
  await create({ name: 'Too long', duration: 90 });
  const page = { id: cabinet.id, slug: `treated-${cabinet.id.slice(0, 8)}`, isOpen: true, longest: 60 };
  await booking.call(publicPages.update, ADMIN, page);
  const shown = await booking.call(publicPages.show, ANONYMOUS, { cabinet: page.slug });
  expect(shown.treatments?.map(({ name, price }) => [name, price])).toEqual([['Whitening', WHITENING.price]]);
  const mailbox = { email: ROSE.email, language: 'fr', network: '10.9.8.7' } as const;
  const { visit } = await booking.call(visits.openOwn, user(4_321), { cabinet: page.slug, ...mailbox });
  const date = nextDay();
  const patient = { firstName: 'Rose', lastName: 'Lovelace', relation: 'self' } as const;
  const wanted = {
    ...({ cabinet: page.slug, visit, practitionerId: ada.id, type: 'consultation', treatmentId: treatment.id } as const),
    ...{ startTime: `${date}T09:00`, duration: 45, patient },
  };
  expect(
    await booking.call(visits.hold, ANONYMOUS, {
      ...{ cabinet: page.slug, visit, practitionerId: ada.id, treatmentId: treatment.id },
      ...{ startTime: `${date}T09:00`, duration: 45 },
    }),
  ).toMatchObject({ duration: 45 });
  expect(await codeOf(booking.call(visits.book, ANONYMOUS, wanted))).toBe('VALIDATION_FAILED');
  const answers = [{ questionId: treatment.questions[0]?.id ?? '', answer: SECRET }];
  const made = await booking.call(visits.book, ANONYMOUS, { ...wanted, answers });
  expect(made).toMatchObject({ type: 'soin', treatment: 'Whitening', duration: 45 });
  expect(JSON.stringify(made)).not.toContain(SECRET);
});
