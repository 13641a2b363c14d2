import { z } from 'zod';
import {
  AppointmentChanges,
  AppointmentChangeView,
  AppointmentSeriesView,
  AppointmentView,
  CancelReason,
  CreateAppointment,
  CreateAppointmentSeries,
  ListAppointments,
  ListPatientAppointments,
  Proposal,
  RescheduleTime,
} from '../booking/index.js';
import { NovaPagination } from './patients.js';
import { http } from './route.js';
import { created, ok } from './successes.js';

export const WireAppointment = AppointmentView;

export const WireAppointmentSeries = AppointmentSeriesView;

export const WireAppointmentPage = z
  .object({ items: z.array(WireAppointment).describe('The appointments of the page.'), pagination: NovaPagination })
  .describe('A page of appointments.');

export const WireAppointmentChange = AppointmentChangeView.extend({
  userId: z.string().describe('Id of the account that made the change; ids are strings in this edition.'),
}).describe('A change of an appointment.');
export type WireAppointmentChange = z.infer<typeof WireAppointmentChange>;

const appointments = { tag: 'Appointments', edition: 'nova', access: 'user', replayedBy: 'service' } as const;
const params = z.object({ id: z.uuid().describe('Id of the appointment, a UUID.') });

export const proposalRoutes = {
  list: http('GET', '/appointments/proposals', {
    ...appointments,
    id: 'listDisplacedAppointments',
    permission: 'booking.proposals.list',
    summary: 'List the appointments that need another time',
    description: 'Appointments to come whose practitioner is absent then or has left, in order of time; at most 100.',
    success: ok('The appointments.', z.object({ items: z.array(WireAppointment).max(100).describe('In order of time.') })),
    errors: ['FORBIDDEN'],
    etag: false,
  }),
  get: http('GET', '/appointments/:id/proposal', {
    ...appointments,
    id: 'getProposal',
    permission: 'booking.proposals.get',
    summary: 'List free times for an appointment',
    description:
      'Of the same practitioner and of others, by the rules for patients. Nothing is reserved; a move to one of them follows the rules of every move.',
    params,
    success: ok('The free times.', Proposal),
    errors: ['FORBIDDEN'],
    etag: false,
  }),
};

export const appointmentRoutes = {
  list: http('GET', '/appointments', {
    ...appointments,
    id: 'listAppointments',
    permission: 'booking.appointments.list',
    summary: 'List appointments',
    description: 'Returns the appointments of the cabinet, in order of time by default.',
    query: ListAppointments,
    success: ok('A page of appointments.', WireAppointmentPage),
    errors: ['FORBIDDEN'],
  }),
  create: http('POST', '/appointments', {
    ...appointments,
    id: 'createAppointment',
    permission: 'booking.appointments.create',
    summary: 'Book an appointment',
    description:
      'For a patient (`patientId`) or a new one (`patientData`). A time that is taken is `SLOT_TAKEN`, with the next free slots in `details`, and creates no patient. The same booking repeated within ten minutes returns the appointment that exists. A patient who has another appointment at that time is `PATIENT_BOOKED`, with its id in `details` in the field `appointment`; `force` books in spite of it.',
    body: CreateAppointment,
    success: created('The appointment.', WireAppointment),
    errors: ['FORBIDDEN', 'NOT_FOUND', 'SLOT_TAKEN', 'PATIENT_BOOKED'],
  }),
  createSeries: http('POST', '/appointments/series', {
    ...appointments,
    id: 'createAppointmentSeries',
    permission: 'booking.appointmentSeries.create',
    summary: 'Book repeating appointments',
    description:
      'Books each occurrence of the rule like a single appointment; the reply has the appointment or the refusal of each. A series without any free occurrence is `SLOT_TAKEN` and creates no patient.',
    body: CreateAppointmentSeries,
    success: created('The occurrences.', WireAppointmentSeries),
    errors: ['FORBIDDEN', 'NOT_FOUND', 'SLOT_TAKEN', 'PATIENT_BOOKED'],
  }),
  cancelFollowing: http('PUT', '/appointments/:id/cancel-following', {
    ...appointments,
    id: 'cancelFollowingAppointments',
    permission: 'booking.appointmentSeries.cancelFollowing',
    summary: 'Cancel an appointment of a series and those after it',
    description:
      'Cancels the pending and confirmed appointments of the series from this one on. Without a series it is `NOT_FOUND`.',
    params,
    body: CancelReason,
    success: ok(
      'The cancelled appointments.',
      z.object({ items: z.array(WireAppointment).describe('The cancelled appointments in order of time.') }),
    ),
    errors: ['FORBIDDEN'],
  }),
  ics: http('GET', '/appointments/:id.ics', {
    ...appointments,
    id: 'getAppointmentIcs',
    permission: 'booking.appointments.ics',
    summary: 'Get an appointment as an iCalendar file',
    description:
      'One event (RFC 5545) under the same `UID` for the life of the appointment. `SEQUENCE` grows with each change; `METHOD` is `CANCEL` once the appointment is cancelled.',
    params,
    success: [{ status: 200, description: 'The calendar file.', contentType: 'text/calendar' }],
    errors: ['FORBIDDEN'],
  }),
  get: http('GET', '/appointments/:id', {
    ...appointments,
    id: 'getAppointment',
    permission: 'booking.appointments.get',
    summary: 'Get an appointment',
    params,
    success: ok('The appointment.', WireAppointment),
    errors: ['FORBIDDEN'],
  }),
  history: http('GET', '/appointments/:id/history', {
    ...appointments,
    id: 'listAppointmentHistory',
    permission: 'booking.appointments.history',
    summary: 'List the changes of an appointment',
    description: 'Returns at most 500: what was done, by which account, when and why.',
    params,
    success: ok(
      'The changes.',
      z.object({ items: z.array(WireAppointmentChange).describe('The changes of the appointment, newest first.') }),
    ),
    errors: ['FORBIDDEN'],
  }),
  update: http('PUT', '/appointments/:id', {
    ...appointments,
    id: 'updateAppointment',
    permission: 'booking.appointments.update',
    summary: 'Update an appointment',
    description:
      'Fields that are left out keep their value. `status` and times follow the rules of the calls of their own. `presence` is that of the patient on the day; a final appointment keeps the last one, and a new one is `INVALID_TRANSITION`.',
    params,
    body: AppointmentChanges,
    success: ok('The updated appointment.', WireAppointment),
    errors: ['FORBIDDEN', 'SLOT_TAKEN', 'INVALID_TRANSITION'],
  }),
  confirm: http('PUT', '/appointments/:id/confirm', {
    ...appointments,
    id: 'confirmAppointment',
    changes: '/appointments/:id',
    permission: 'booking.appointments.confirm',
    summary: 'Confirm an appointment',
    params,
    success: ok('The confirmed appointment.', WireAppointment),
    errors: ['FORBIDDEN', 'INVALID_TRANSITION'],
  }),
  cancel: http('PUT', '/appointments/:id/cancel', {
    ...appointments,
    id: 'cancelAppointment',
    changes: '/appointments/:id',
    permission: 'booking.appointments.cancel',
    summary: 'Cancel an appointment',
    description: 'Frees the time of the appointment. A cancelled appointment stays cancelled.',
    params,
    body: CancelReason,
    success: ok('The cancelled appointment.', WireAppointment),
    errors: ['FORBIDDEN', 'INVALID_TRANSITION'],
  }),
  reschedule: http('PUT', '/appointments/:id/reschedule', {
    ...appointments,
    id: 'rescheduleAppointment',
    changes: '/appointments/:id',
    permission: 'booking.appointments.reschedule',
    summary: 'Move an appointment',
    description:
      'Moves the appointment to another time with the same practitioner; id and status stay. A time that is taken is `SLOT_TAKEN`, with the next free slots in `details`.',
    params,
    body: RescheduleTime,
    success: ok('The moved appointment.', WireAppointment),
    errors: ['FORBIDDEN', 'SLOT_TAKEN', 'INVALID_TRANSITION'],
  }),
  listOfPatient: http('GET', '/patients/:id/appointments', {
    ...appointments,
    id: 'listPatientAppointments',
    permission: 'booking.appointments.listOfPatient',
    summary: 'List the appointments of a patient',
    description: 'Returns the pending and confirmed appointments that have not ended; with `includeHistory` all of them.',
    params: z.object({ id: z.uuid().describe('Id of the patient, a UUID.') }),
    query: ListPatientAppointments.omit({ patientId: true }).extend({
      includeHistory: z
        .enum(['true', 'false'])
        .default('false')
        .transform((value) => value === 'true')
        .describe('Whether past, cancelled and completed appointments are included.'),
    }),
    success: ok('A page of appointments.', WireAppointmentPage),
    errors: ['FORBIDDEN'],
  }),
};
