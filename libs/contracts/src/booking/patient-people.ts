import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { text } from '../text.js';
import { timestamp } from '../timestamp.js';
import { CabinetId } from './cabinets.js';
import { OwnMove, PatientAppointment } from './patient-appointments.js';
import { Proposal } from './proposals.js';
import { MailLanguage } from './public-pages.js';

export const ContactRelation = z
  .enum(['self', 'guardian'])
  .describe('Whether the address is that of the patient, or of a person who manages the appointments of the patient.');

export const NewPatientContact = z.strictObject({
  email: z.email().max(254).describe('E-mail address of the person, at most 254 characters.'),
  relation: ContactRelation,
  language: MailLanguage.optional(),
});
export type NewPatientContact = z.infer<typeof NewPatientContact>;

export const PatientContactView = z
  .object({
    email: z.string().describe('E-mail address of the person.'),
    relation: ContactRelation,
    proof: z.enum(['email', 'cabinet']).describe('Proven by a confirmed e-mail address, or by the cabinet.'),
    hasAccount: z.boolean().describe('Whether an account with this confirmed address sees the appointments.'),
    createdAt: timestamp('Since when the person stands for the patient.'),
  })
  .describe('A person who stands for a patient.');
export type PatientContactView = z.infer<typeof PatientContactView>;

export const OwnPatient = z
  .object({
    id: z.uuid().describe('Id of the patient.'),
    cabinetId: CabinetId.describe('Id of the cabinet.'),
    cabinet: z.string().describe('Name of the cabinet.'),
    firstName: z.string().describe('First name.'),
    lastName: z.string().describe('Last name.'),
    relation: ContactRelation,
  })
  .describe('A patient for whom the caller stands.');
export type OwnPatient = z.infer<typeof OwnPatient>;

export const OwnAppointments = z
  .object({
    items: z.array(PatientAppointment).max(50).describe('The appointments in order of time, at most 50.'),
    next: timestamp('Start of the next appointment.')
      .nullable()
      .describe('Start of the next appointment, for `from`; null after the last one.'),
  })
  .describe('Appointments of the caller and of the children of the caller, in all cabinets.');

export const AppointmentsFrom = z.object({
  from: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Only appointments that begin then or later, ISO 8601 with an offset. Default: now.'),
});

/** The confirmed e-mail address of the account, which the gateway knows; null for an account without one. */
const email = z.email().nullable();
const Patient = z.strictObject({ id: z.uuid() });
const staff = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'] as const;
const changed = ['UNAUTHENTICATED', 'NOT_FOUND', 'TOO_LATE', 'INVALID_TRANSITION'] as const;

/**
 * People who stand for patients: the patients themselves and guardians. The cabinet enters an address, or a visit confirms it. An
 * account with that confirmed address sees, moves and cancels the appointments, and nothing else of the patient; a relation that
 * an account has taken up stays with it. The e-mail address in the file of a patient proves nothing.
 */
export const patientContacts = {
  list: rpc('booking.contacts.list', {
    permission: 'booking.contacts.list',
    summary: 'List the people who stand for a patient; at most 50',
    request: Patient,
    reply: z.object({ items: z.array(PatientContactView).max(50) }),
    errors: staff,
    idempotent: true,
  }),
  add: rpc('booking.contacts.add', {
    permission: 'booking.contacts.add',
    summary: 'Add a person who stands for a patient; CONFLICT above 50',
    request: NewPatientContact.extend({ id: z.uuid() }),
    reply: z.object({ items: z.array(PatientContactView).max(50) }),
    errors: [...staff, 'CONFLICT'],
    idempotent: true,
  }),
  remove: rpc('booking.contacts.remove', {
    permission: 'booking.contacts.remove',
    summary: 'Remove a person who stands for a patient, whose access ends at once',
    request: Patient.extend({ email: text(1, 254) }),
    reply: Done,
    errors: staff,
  }),
};

export const ownAppointments = {
  patients: rpc('booking.own.patients', {
    permission: 'booking.own.patients',
    summary: 'List the patients for whom the caller stands; at most 100',
    request: z.strictObject({ email }),
    reply: z.object({ items: z.array(OwnPatient).max(100) }),
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
  list: rpc('booking.own.list', {
    permission: 'booking.own.list',
    summary: 'List the appointments of the patients for whom the caller stands, in all cabinets',
    request: AppointmentsFrom.extend({ email }),
    reply: OwnAppointments,
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
  cancel: rpc('booking.own.cancel', {
    permission: 'booking.own.cancel',
    summary: 'Cancel an own appointment; TOO_LATE within the window of the cabinet',
    request: Patient.extend({ reason: text(0, 500).nullish() }),
    reply: PatientAppointment,
    errors: changed,
  }),
  proposal: rpc('booking.own.proposal', {
    permission: 'booking.own.move',
    summary: 'List free times for an own appointment',
    request: Patient,
    reply: Proposal,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
    idempotent: true,
  }),
  move: rpc('booking.own.move', {
    permission: 'booking.own.move',
    summary: 'Move an own appointment; TOO_LATE within the window of the cabinet',
    request: Patient.extend(OwnMove.shape),
    reply: PatientAppointment,
    errors: [...changed, 'SLOT_TAKEN'],
  }),
};
