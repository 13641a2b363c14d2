import { z } from 'zod';
import {
  AppointmentsFrom,
  CancelReason,
  NewPatientContact,
  OwnAppointments,
  OwnMove,
  OwnPatient,
  PatientAppointment,
  PatientContactView,
  Proposal,
} from '../booking/index.js';
import { text } from '../text.js';
import { NextPage } from './page-info.js';
import { http } from './route.js';
import { created, noContent, ok } from './successes.js';

const OwnAppointmentsQuery = AppointmentsFrom.extend({
  cursor: z.string().max(500).optional().describe('Opaque cursor of the next page, from the previous response. Replaces `from`.'),
});

/** `next` beside the items is of earlier versions. */
export const WireOwnAppointments = OwnAppointments.extend({
  pagination: NextPage.describe('What leads to the next page.'),
}).describe('Appointments of the caller and of the children of the caller, in all cabinets.');

const staff = { tag: 'Patients', edition: 'nova', access: 'user' } as const;
const own = { tag: 'Online booking', edition: 'nova', access: 'user' } as const;
const patient = z.object({ id: z.uuid().describe('Id of the patient, a UUID.') });
const appointment = z.object({ id: z.uuid().describe('Id of the appointment, a UUID.') });
const contacts = z.object({ items: z.array(PatientContactView).max(50).describe('The people by e-mail address.') });

export const patientContactRoutes = {
  list: http('GET', '/patients/:id/contacts', {
    ...staff,
    id: 'listPatientContacts',
    permission: 'booking.contacts.list',
    summary: 'List the people who stand for a patient',
    params: patient,
    success: ok('The people, at most 50.', contacts),
    errors: ['FORBIDDEN'],
    etag: false,
  }),
  add: http('POST', '/patients/:id/contacts', {
    ...staff,
    id: 'addPatientContact',
    permission: 'booking.contacts.add',
    summary: 'Add a person who stands for a patient',
    description:
      'The patient, or a guardian. An account with this confirmed e-mail address sees, moves and cancels the appointments of the patient, and nothing else. The person gets the mails about them.',
    params: patient,
    body: NewPatientContact,
    success: created('The people.', contacts),
    errors: ['FORBIDDEN', 'CONFLICT'],
    replayedBy: 'service',
  }),
  remove: http('DELETE', '/patients/:id/contacts/:email', {
    ...staff,
    id: 'removePatientContact',
    permission: 'booking.contacts.remove',
    summary: 'Remove a person who stands for a patient',
    description: 'The access of an account ends at once.',
    params: patient.extend({ email: text(1, 254).describe('E-mail address of the person.') }),
    success: noContent('The person is removed.'),
    errors: ['FORBIDDEN'],
  }),
};

export const ownAppointmentRoutes = {
  patients: http('GET', '/my/patients', {
    ...own,
    id: 'listOwnPatients',
    permission: 'booking.own.patients',
    summary: 'List the patients for whom the caller stands',
    description:
      'The caller and the children of the caller, in all cabinets; by the confirmed e-mail address of the account. At most 100.',
    success: ok('The patients.', z.object({ items: z.array(OwnPatient).max(100).describe('The patients by last name.') })),
    etag: false,
  }),
  list: http('GET', '/my/appointments', {
    ...own,
    id: 'listOwnAppointments',
    permission: 'booking.own.list',
    summary: 'List own appointments',
    description: 'Of the caller and the children of the caller, in all cabinets, from now on or from a given time; at most 50.',
    query: OwnAppointmentsQuery,
    success: ok('The appointments.', WireOwnAppointments),
    etag: false,
  }),
  cancel: http('PUT', '/my/appointments/:id/cancel', {
    ...own,
    id: 'cancelOwnAppointment',
    permission: 'booking.own.cancel',
    summary: 'Cancel an own appointment',
    description: 'Until the window of the cabinet begins; later it is `TOO_LATE`.',
    params: appointment,
    body: CancelReason,
    success: ok('The cancelled appointment.', PatientAppointment),
    errors: ['TOO_LATE', 'INVALID_TRANSITION'],
  }),
  proposal: http('GET', '/my/appointments/:id/proposal', {
    ...own,
    id: 'getOwnProposal',
    permission: 'booking.own.move',
    summary: 'List free times for an own appointment',
    params: appointment,
    success: ok('The free times.', Proposal),
    etag: false,
  }),
  move: http('PUT', '/my/appointments/:id/move', {
    ...own,
    id: 'moveOwnAppointment',
    permission: 'booking.own.move',
    summary: 'Move an own appointment',
    description:
      'Until the window of the cabinet begins; later it is `TOO_LATE`, unless the appointment needs another time. The rules are those of a booking by a patient.',
    params: appointment,
    body: OwnMove,
    success: ok('The moved appointment.', PatientAppointment),
    errors: ['TOO_LATE', 'INVALID_TRANSITION', 'SLOT_TAKEN'],
  }),
};
