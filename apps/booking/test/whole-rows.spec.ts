import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type AppointmentChanges,
  appointments,
  booking as contracts,
  type Caller,
  type CreateAppointment,
  facilities,
  type FileSection,
  patientMerges,
  type PatientFacts,
  patients,
  type SectionOf,
  treatments,
} from '@veza/contracts';
import { type EntityClass, tableColumnsOf, tableOf } from '@veza/database';
import { byProperty, expectDistinct, expectWhole, type Row, wholeRow, writeDistinct } from '@veza/testing';
import { AppointmentHistory } from '../src/appointments/appointments/appointment-history.entity.js';
import { Appointment } from '../src/appointments/appointments/appointment.entity.js';
import { Busy } from '../src/calendar/busy/busy.entity.js';
import { CabinetMembership } from '../src/practice/cabinets/membership.entity.js';
import { CalendarFeed } from '../src/appointments/calendar-feeds/calendar-feed.entity.js';
import { ErasureRequest } from '../src/patients/legal-holds/erasure-request.entity.js';
import { LegalHold } from '../src/patients/legal-holds/legal-hold.entity.js';
import { Notification } from '../src/practice/notifications/notification.entity.js';
import { PatientContact } from '../src/patients/patient-mails/patient-contact.entity.js';
import { PatientMailRequest } from '../src/patients/patient-mails/patient-mail.entity.js';
import { Patient } from '../src/patients/patients/patient.entity.js';
import { Practitioner } from '../src/practice/practitioners/practitioner.entity.js';
import { AppointmentProposal } from '../src/appointments/proposals/proposal.entity.js';
import { WaitingEntry } from '../src/self-service/waiting-list/waiting-entry.entity.js';
import { type BookingUnderTest, startBooking } from './booking-under-test.js';
import { exportOf } from './exported.js';
import { ADMIN, nextDay, openPractice } from './practice.js';

interface Whole {
  entity: EntityClass;
  row: Row;
  leftOut: Record<string, string>;
  empty?: Record<string, string>;
}

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await startBooking();
});
afterAll(() => booking?.stop());

const sql = async (text: string, values: unknown[]): Promise<Row[]> => (await booking.asOwner.query(text, values)).rows;
const write = ({ entity, row, empty }: Omit<Whole, 'leftOut'>) =>
  writeDistinct(sql, { table: `booking.${tableOf(entity)}`, columns: tableColumnsOf(entity), row, empty });
const stored = async (entity: EntityClass, id: string): Promise<Row> =>
  (await sql(`SELECT ${wholeRow(tableColumnsOf(entity))} FROM booking.${tableOf(entity)} WHERE id = $1`, [id]))[0] ?? {};

let made = 0;
/** Of March, an hour apart from all others. */
const time = () => new Date(Date.UTC(2026, 2, 1, (made += 1))).toISOString();

/** Every field of a create and of an update. A new one does not compile without values here. */
const FACTS: Required<PatientFacts> = {
  firstName: 'Rose',
  lastName: 'Lovelace',
  email: 'rose.whole@example.test',
  phone: '+33 1 23 45 67 89',
  dateOfBirth: '1990-02-28',
};
const CHANGED: Required<PatientFacts> = {
  firstName: 'Irma',
  lastName: 'Dupont',
  email: 'irma.whole@example.test',
  phone: '+33 1 98 76 54 32',
  dateOfBirth: '1970-12-31',
};
const KEYS = { nameKey: 'computed', searchKey: 'computed', phoneKey: 'computed' };
const ALIVE = { erasedAt: 'the patient is not erased', mergedInto: 'the patient is not merged' };

test('a patient is created, read, updated and merged with every column', async () => {
  const { ada } = await openPractice(booking);
  const { id } = await booking.call(patients.create, ada.caller, { ...FACTS, force: true });
  await sql(
    `UPDATE booking.patients SET created_at = '2026-01-02', updated_at = '2026-01-03', sms_consent_at = '2026-01-04' WHERE id = $1`,
    [id],
  );
  const row = await stored(Patient, id);
  expectDistinct(row, ALIVE);
  expect(row).toMatchObject(FACTS);
  expectWhole(row, await booking.call(patients.get, ada.caller, { id }), { ...KEYS, ...ALIVE });
  expect(await booking.call(patients.update, ada.caller, { id, ...CHANGED })).toMatchObject(CHANGED);

  const { id: duplicateId } = await booking.call(patients.create, ada.caller, { ...FACTS, force: true });
  const take = contracts.patientMerges.merge.request.shape.take.unwrap().element.options;
  const merged = await booking.call(patientMerges.merge, ada.caller, { id, duplicateId, take: [...take] });
  expect(merged).toMatchObject(FACTS);
});

const addTreatment = (cabinetId: string) =>
  booking.call(treatments.create, ADMIN, {
    ...{ cabinetId, name: 'Blanchiment', description: '', type: 'soin', duration: 40, buffer: null, price: null, isPublic: true },
    ...{ practitionerIds: [], questions: [], needs: { kind: 'room' } },
  });

const addRoom = (cabinetId: string) => booking.call(facilities.create, ADMIN, { cabinetId, name: 'Room 1', kind: 'room' });

type Booked = Omit<CreateAppointment, 'patientData'>;
type Changed = Omit<Required<AppointmentChanges>, 'practitionerId'>;

test('an appointment is booked, read, changed and noted in its history with every field', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const { id: patientId } = await booking.call(patients.create, ada.caller, { ...FACTS, force: true });
  const startTime = new Date(`${nextDay()}T01:00:00Z`).toISOString(); // 10:00 in Tokyo
  const room = await addRoom(cabinet.id);
  const facts: Required<Booked> = {
    practitionerId: ada.id,
    patientId,
    type: 'soin',
    treatmentId: (await addTreatment(cabinet.id)).id,
    answers: [],
    startTime,
    duration: 25,
    notes: 'une note',
    urgency: 'urgent',
    force: true,
  };
  const { force: _, answers: _answers, ...kept } = facts;
  const { id } = await booking.call(appointments.create, ada.caller, facts);
  await sql(
    `UPDATE booking.appointments SET created_at = '2026-01-02', updated_at = '2026-01-03', version = 3, time_version = 2, series_id = $2,
       presence = 'late', presence_at = '2026-01-04'
     WHERE id = $1`,
    [id, randomUUID()],
  );
  const row = await stored(Appointment, id);
  expectDistinct(row, { notes: 'sealed' });
  expect(row).toMatchObject({
    ...{ ...kept, startTime: new Date(startTime), notes: null },
    facilityId: room.id,
    ...{ cabinetId: cabinet.id, status: 'pending', origin: 'staff', createdBy: ada.userId },
  });
  const view = await booking.call(appointments.get, ada.caller, { id });
  expectWhole({ ...row, notes: facts.notes }, view, {
    ...{ sealedNotes: 'as the notes', noteKey: 'as the notes' },
    ...{ treatmentId: 'as treatment', facilityId: 'as facility' },
    ...{ origin: 'internal', timeVersion: 'internal', createdBy: 'internal' },
  });

  const later = new Date(Date.parse(startTime) + 3_600_000).toISOString();
  const changed: Changed = {
    startTime: later,
    duration: 35,
    status: 'confirmed',
    type: 'controle',
    urgency: 'emergency',
    presence: 'called',
    notes: 'autre',
    reason: 'plus tard',
  };
  const { reason, ...shown } = changed;
  expect(await booking.call(appointments.update, ada.caller, { id, ...changed })).toMatchObject(shown);
  const history = await booking.call(appointments.history, ada.caller, { id });
  expect(history.items[0]).toMatchObject({
    startTime: later,
    duration: 35,
    status: 'confirmed',
    presence: 'called',
    reason,
    practitionerId: ada.id,
  });
});

const OWN = { cabinetId: 'that of the patient' };
const ITS = { ...OWN, patientId: 'the patient' };

test('the file of a patient has every column of its rows, and a merge moves every column', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const [kept, gone] = [
    await booking.call(patients.create, ada.caller, { ...FACTS, force: true }),
    await booking.call(patients.create, ada.caller, { ...CHANGED, force: true }),
  ];
  const [cabinetId, patientId] = [cabinet.id, gone.id];
  const { id: treatmentId } = await addTreatment(cabinetId);
  const { id: facilityId } = await addRoom(cabinetId);
  const appointment = await write({
    entity: Appointment,
    row: {
      ...{ id: randomUUID(), cabinetId, patientId, practitionerId: ada.id, type: 'soin', status: 'completed', startTime: time() },
      ...{ duration: 30, urgency: 'normal', origin: 'staff', seriesId: randomUUID(), notes: 'une note', version: 3 },
      ...{
        timeVersion: 2,
        treatmentId,
        facilityId,
        createdBy: 77,
        createdAt: time(),
        updatedAt: time(),
        presence: 'arrived',
        presenceAt: time(),
      },
    },
    empty: { sealedNotes: 'notes of before the encryption', noteKey: 'as well' },
  });
  const appointmentId = String(appointment['id']);
  const wholes: Partial<Record<FileSection, Whole>> = {
    appointment_changes: {
      entity: AppointmentHistory,
      row: {
        ...{
          appointmentId,
          version: 9,
          cabinetId,
          change: 'booked',
          status: 'pending',
          practitionerId: ada.id,
          startTime: time(),
        },
        ...{ duration: 35, userId: 78, reason: 'parce que', presence: 'late', createdAt: time() },
      },
      leftOut: OWN,
    },
    proposals: {
      entity: AppointmentProposal,
      row: { appointmentId, cabinetId, timeVersion: 4, toldAt: time(), createdAt: time() },
      leftOut: OWN,
    },
    waiting_list: {
      entity: WaitingEntry,
      row: {
        ...{
          number: 91,
          id: randomUUID(),
          cabinetId,
          patientId,
          practitionerId: ada.id,
          type: 'soin',
          duration: 40,
          treatmentId,
        },
        ...{ dateFrom: '2026-05-01', dateTo: '2026-05-02', mailbox: 'm@example.test', status: 'booked', refused: ['x'] },
        ...{ offerId: randomUUID(), offeredPractitioner: randomUUID(), offeredStart: time(), offeredUntil: time() },
        ...{ appointmentId, createdAt: time() },
      },
      leftOut: { ...ITS, number: 'internal', offerId: 'internal' },
    },
    contacts: {
      entity: PatientContact,
      row: {
        ...{
          patientId,
          email: 'kin@example.test',
          cabinetId,
          relation: 'guardian',
          proof: 'cabinet',
          language: 'fr',
          userId: 79,
        },
        ...{ createdAt: time() },
      },
      leftOut: { ...ITS, userId: 'as has_account' },
    },
    mails: {
      entity: PatientMailRequest,
      row: {
        ...{ id: randomUUID(), cabinetId, kind: 'booked', recipient: 'to@example.test', language: 'fr', appointmentId },
        ...{ timeVersion: 6, offerId: randomUUID(), secret: 'code', createdAt: time() },
      },
      leftOut: { ...OWN, id: 'internal', offerId: 'internal', secret: 'secret' },
    },
    legal_holds: {
      entity: LegalHold,
      row: {
        ...{ id: randomUUID(), cabinetId, patientId, reason: 'le parquet', placedBy: 80, placedAt: time(), until: time() },
        ...{ liftedAt: time(), liftedBy: 81 },
      },
      leftOut: { ...ITS, id: 'internal', reason: 'of the cabinet', placedBy: 'of the cabinet', liftedBy: 'of the cabinet' },
    },
    erasure_requests: {
      entity: ErasureRequest,
      row: { patientId, cabinetId, requestedBy: 82, requestedAt: time() },
      leftOut: { ...ITS, requestedBy: 'of the cabinet' },
    },
  };
  const written: [string, Whole, Row][] = [];
  for (const [section, whole] of Object.entries(wholes)) written.push([section, whole, await write(whole)]);

  const before = new Map<string, readonly Row[]>(Object.entries((await exportOf(booking.call, ada.caller, patientId)).rows));
  for (const [section, { entity, leftOut }, row] of written)
    expectWhole(row, byProperty(tableColumnsOf(entity), before.get(section)?.[0]), leftOut);
  const [exported] = before.get('appointments') ?? [];
  const sealed = { sealedNotes: 'as notes', noteKey: 'as notes', createdBy: 'of the cabinet' };
  expectWhole(appointment, byProperty(tableColumnsOf(Appointment), exported), sealed);
  const patient = await stored(Patient, patientId);
  expectWhole(patient, byProperty(tableColumnsOf(Patient), before.get('patient')?.[0]), { ...KEYS, ...ALIVE });

  await booking.call(patientMerges.merge, ada.caller, { id: kept.id, duplicateId: patientId, take: [] });
  const after = new Map<string, readonly Row[]>(Object.entries((await exportOf(booking.call, ada.caller, kept.id)).rows));
  for (const [section, { entity, leftOut }, row] of written)
    expectWhole(row, byProperty(tableColumnsOf(entity), after.get(section)?.[0]), leftOut);
  const duplicate = await stored(Patient, patientId);
  const merge = { erasedAt: 'as merged_at', mergedInto: 'the patient' };
  expectWhole(duplicate, byProperty(tableColumnsOf(Patient), after.get('merges')?.[0]), { ...KEYS, ...OWN, ...merge });
});

type Section = SectionOf<typeof contracts.personalData.export>;
const own = async (caller: Caller, section: Section) =>
  (await booking.call(contracts.personalData.export, caller, { section })).rows;

test('the personal data of a practitioner have every column of the rows', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const [cabinetId, { userId }] = [cabinet.id, ada];
  const mine = { userId: 'the caller' };
  const wholes: Partial<Record<Section, Whole>> = {
    absences: {
      entity: Busy,
      row: {
        ...{
          id: randomUUID(),
          cabinetId,
          practitionerId: ada.id,
          kind: 'absence',
          span: '[2031-01-06,2031-01-07)',
          layers: '[0,1)',
        },
        ...{ reason: 'fièvre', createdBy: userId, createdAt: time() },
      },
      empty: { importId: 'of imported times', expiresAt: 'of holds', facilityId: 'of holds and appointments' },
      leftOut: {
        ...{
          kind: 'absences only',
          span: 'as its bounds',
          layers: 'internal',
          importId: 'null',
          expiresAt: 'null',
        },
        ...{ createdBy: 'the caller' },
      },
    },
    notifications: {
      entity: Notification,
      row: {
        ...{ id: randomUUID(), cabinetId, userId, noticeId: randomUUID(), type: 'system', priority: 'low', words: { key: 'w' } },
        ...{ title: 'Titre', message: 'Texte', data: { a: 'b' }, readAt: time(), createdAt: time() },
      },
      leftOut: { ...mine, noticeId: 'internal', words: 'as title and message' },
    },
    calendar_feeds: {
      entity: CalendarFeed,
      row: { tokenHash: Buffer.from('hash'), userId, cabinetId, createdAt: time() },
      leftOut: { ...mine, tokenHash: 'secret' },
    },
  };
  for (const [name, whole] of Object.entries(wholes)) {
    const section = contracts.personalData.export.request.shape.section.parse(name);
    const row = await write(whole);
    expectWhole(row, byProperty(tableColumnsOf(whole.entity), (await own(ada.caller, section))[0]), whole.leftOut);
  }
  await sql(
    `UPDATE booking.practitioners SET exceptions = '[{"date":"2031-01-01","hours":[]}]', buffer = 7, notice = 8, horizon = 9, first_name = 'Ada', last_name = 'Byron', created_at = '2026-01-05', dismissed_at = '2026-01-06' WHERE id = $1`,
    [ada.id],
  );
  const practitioner = await stored(Practitioner, ada.id);
  expectDistinct(practitioner);
  expectWhole(practitioner, byProperty(tableColumnsOf(Practitioner), (await own(ada.caller, 'practitioners'))[0]), mine);
  const membership = tableColumnsOf(CabinetMembership);
  const [member = {}] = await sql(`SELECT ${wholeRow(membership)} FROM booking.memberships WHERE user_id = $1`, [userId]);
  expectDistinct(member);
  expectWhole(member, byProperty(membership, (await own(ada.caller, 'cabinets'))[0]), { ...mine, createdAt: 'as joined_at' });
});
