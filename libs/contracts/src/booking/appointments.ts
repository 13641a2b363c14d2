import { z } from 'zod';
import { listOf, PageQuery, pageOf } from '../paging.js';
import { rpc } from '../rpc.js';
import { text } from '../text.js';
import { timestamp } from '../timestamp.js';
import { AppointmentType } from './appointment-types.js';
import { CabinetId, CabinetView } from './cabinets.js';
import { UsedFacility } from './facilities.js';
import { PatientFacts, PatientView } from './patients.js';
import { CalendarDate, Duration, TimeThere, TreatmentId } from './times.js';
import { Answers, AnswerView } from './treatments.js';

export const AppointmentStatus = z
  .enum(['pending', 'confirmed', 'cancelled', 'completed', 'no_show'])
  .describe('Status of the appointment. `cancelled`, `completed` and `no_show` are final.');
export type AppointmentStatus = z.infer<typeof AppointmentStatus>;

/** Clients also know `rescheduled`, which is a change in the history and never the status of an appointment. */
const RequestedStatus = z.enum([...AppointmentStatus.options, 'rescheduled']);

export const Urgency = z.enum(['normal', 'urgent', 'emergency']).describe('Urgency of the appointment.');
export type Urgency = z.infer<typeof Urgency>;

export const Presence = z
  .enum(['arrived', 'late', 'called'])
  .describe('Where the patient is on the day: in the waiting room, late, or called in. Beside the status, which stays.');
export type Presence = z.infer<typeof Presence>;

export const AppointmentOrigin = z
  .enum(['staff', 'patient', 'public', 'waiting_list'])
  .describe(
    'How an appointment was booked: by staff, by a patient with an account, over the public page, from the waiting list.',
  );
export type AppointmentOrigin = z.infer<typeof AppointmentOrigin>;

export const AppointmentChange = z
  .enum(['booked', 'confirmed', 'cancelled', 'completed', 'no_show', 'rescheduled', 'updated'])
  .describe('What was done.');
export type AppointmentChange = z.infer<typeof AppointmentChange>;

export const AppointmentView = z
  .object({
    id: z.uuid().describe('Id of the appointment.'),
    patientId: z.uuid().describe('Id of the patient.'),
    practitionerId: z.uuid().describe('Id of the practitioner.'),
    cabinetId: CabinetId.describe('Id of the cabinet.'),
    type: AppointmentType,
    status: AppointmentStatus,
    startTime: timestamp('When the appointment begins.'),
    endTime: timestamp('When the appointment ends.'),
    duration: z.int().describe('Duration in minutes.'),
    notes: z.string().optional().describe('Notes, if there are any.'),
    urgency: Urgency,
    presence: Presence.optional(),
    presenceAt: z.string().optional().describe('Since when. ISO 8601, UTC.'),
    seriesId: z.uuid().optional().describe('Id of the series, of a repeating appointment.'),
    treatment: z
      .object({ id: z.uuid().describe('Id of the treatment.'), name: z.string().describe('Name of the treatment.') })
      .optional()
      .describe('The treatment of the cabinet, if the appointment has one.'),
    facility: UsedFacility.optional(),
    answers: z.array(AnswerView).max(10).optional().describe('Answers to the questions before the visit, if there are any.'),
    version: z.int().describe('Number of changes, the booking included.'),
    createdAt: timestamp('When the appointment was booked.'),
    updatedAt: timestamp('When the appointment was last changed.'),
    patient: PatientView.optional(),
    practitioner: z
      .object({
        id: z.uuid().describe('Id of the practitioner.'),
        cabinetId: CabinetId.describe('Id of the cabinet.'),
        firstName: z.string().describe('First name.'),
        lastName: z.string().describe('Last name.'),
      })
      .optional()
      .describe('The practitioner.'),
    cabinet: CabinetView.optional(),
  })
  .describe('An appointment of a patient with a practitioner.');
export type AppointmentView = z.infer<typeof AppointmentView>;

export const ChangeActor = z
  .enum(['account', 'visit', 'link', 'waiting_list', 'platform'])
  .describe(
    'What made the change: an account, a visitor of the public page, a link in a mail, an accepted offer of the waiting list, or the platform.',
  );
export type ChangeActor = z.infer<typeof ChangeActor>;

export const AppointmentChangeView = z
  .object({
    version: z.int().describe('Version of the appointment after the change; 1 is the booking.'),
    change: AppointmentChange,
    status: AppointmentStatus.describe('Status after the change.'),
    practitionerId: z.uuid().describe('Practitioner after the change.'),
    startTime: timestamp('Start after the change.'),
    duration: z.int().describe('Duration in minutes after the change.'),
    presence: Presence.optional(),
    by: ChangeActor,
    userId: z.int().describe('Id of the account that made the change; 0 for every other actor.'),
    reason: z.string().optional().describe('Reason, if one was given.'),
    at: timestamp('When the change was made.'),
  })
  .describe('A change of an appointment.');
export type AppointmentChangeView = z.infer<typeof AppointmentChangeView>;

const notes = text(0, 5_000);
const reason = text(0, 500);
const startTime = TimeThere.describe('Start, ISO 8601. Without an offset it is read in the time zone of the cabinet.');

export const ANY_PRACTITIONER = 'any';

export const Booking = z.strictObject({
  patientId: z.uuid().nullish().describe('Id of the patient. Either `patientId` or `patientData` is required.'),
  patientData: PatientFacts.nullish().describe('A new patient. Either `patientId` or `patientData` is required.'),
  practitionerId: z
    .union([z.uuid(), z.literal(ANY_PRACTITIONER)])
    .describe('Id of the practitioner, or `any`: the one who is free then with the fewest appointments of that date.'),
  type: AppointmentType.describe('What the appointment is for. That of the treatment replaces it.'),
  treatmentId: TreatmentId.nullish().describe('Id of a treatment of the cabinet; null for none.'),
  answers: Answers.nullish().describe('Answers to the questions of the treatment, at most 10; null for none.'),
  startTime,
  duration: Duration.optional().describe('Duration in minutes, 5 to 720. Default: that of the treatment or type, if it has one.'),
  notes: notes.nullish().describe('Notes, at most 5,000 characters.'),
  urgency: Urgency.default('normal'),
  force: z.boolean().optional().describe('Books the time although the patient has another appointment then. Default: false.'),
});
export const requirePatient = <Shape extends typeof Booking>(booking: Shape) =>
  booking.refine(({ patientId, patientData }) => Boolean(patientId) !== Boolean(patientData), {
    path: ['patientId'],
    message: 'either patientId or patientData is required',
  });
export const CreateAppointment = requirePatient(Booking);
export type CreateAppointment = z.infer<typeof CreateAppointment>;

/** `status` follows the same rules as the calls of their own; the present status is no change. */
export const AppointmentChanges = z.strictObject({
  startTime: startTime.optional(),
  duration: Duration.optional(),
  practitionerId: z.uuid().optional().describe('Id of the practitioner.'),
  status: RequestedStatus.optional().describe('New status; `pending` and `rescheduled` can not be set.'),
  type: AppointmentType.optional().describe('What the appointment is for. Another type ends the treatment.'),
  urgency: Urgency.optional(),
  presence: Presence.nullable().optional().describe('Where the patient is on the day; null for unknown.'),
  notes: notes.nullable().optional().describe('Notes, at most 5,000 characters; null or an empty text deletes them.'),
  reason: reason.nullish().describe('Reason of the change, for the history; at most 500 characters.'),
});
export type AppointmentChanges = z.infer<typeof AppointmentChanges>;

/** The version that the caller read. If the appointment has changed since, the error is PRECONDITION_FAILED. */
const Target = z.strictObject({ id: z.uuid(), ifVersion: z.int().positive().optional() });
export const UpdateAppointment = Target.extend(AppointmentChanges.shape);
export type UpdateAppointment = z.infer<typeof UpdateAppointment>;

export const CancelReason = z.strictObject({ reason: AppointmentChanges.shape.reason });
export const RescheduleTime = z.strictObject({ startTime, reason: AppointmentChanges.shape.reason });

const TimeOrDate = z.union([CalendarDate, TimeThere]);

const Order = z.object({
  sortBy: z.enum(['startTime', 'createdAt', 'updatedAt']).default('startTime').describe('Field by which the list is sorted.'),
  sortOrder: z.enum(['asc', 'desc']).default('asc').describe('Direction of the order.'),
});

export const ListAppointments = PageQuery.extend(Order.shape).extend({
  status: listOf(RequestedStatus).describe('Only these statuses; repeatable.'),
  type: listOf(AppointmentType).describe('Only these types; repeatable.'),
  practitionerId: z.uuid().optional().describe('Only appointments with this practitioner.'),
  facilityId: z.uuid().optional().describe('Only appointments that use this room or device.'),
  patientId: z.uuid().optional().describe('Only appointments of this patient.'),
  urgency: Urgency.optional().describe('Only appointments of this urgency.'),
  dateFrom: TimeOrDate.optional().describe('Only appointments that begin at this time or later; a date is its first instant.'),
  dateTo: TimeOrDate.optional().describe('Only appointments that begin at this time or earlier; a date includes all of it.'),
  search: text(0, 200).optional().describe("Every word must occur in the patient's name. Ignores case and accents."),
});
export type ListAppointments = z.infer<typeof ListAppointments>;

export const ListPatientAppointments = PageQuery.extend(Order.shape).extend({
  patientId: z.uuid(),
  includeHistory: z.boolean().default(false),
});
export type ListPatientAppointments = z.infer<typeof ListPatientAppointments>;

const read = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'] as const;
const changed = [...read, 'INVALID_TRANSITION', 'PRECONDITION_FAILED'] as const;
const One = z.strictObject({ id: z.uuid() });

/**
 * Appointments of patients with practitioners, for the people who work in the cabinet. A pending or confirmed appointment and
 * the buffer after it are a row of the table whose constraint prevents overlaps, so two never overlap; a refusal is SLOT_TAKEN,
 * with the next free slots in `details`.
 *
 * pending → confirmed, cancelled; confirmed → completed, no_show, cancelled; anything else is INVALID_TRANSITION. Moving keeps
 * id and status. The presence of the patient stands beside the status of an open appointment, and ends with a move to another
 * day. A booking for a patient who has another appointment at that time is PATIENT_BOOKED, unless `force` is set. Each change is a row of the history: who, when, why. A repeated booking of the same caller, practitioner,
 * start and patient within ten minutes returns the appointment that exists.
 */
export const appointments = {
  create: rpc('booking.appointments.create', {
    permission: 'booking.appointments.create',
    summary: 'Book an appointment, for a patient or for a new one',
    request: CreateAppointment,
    reply: AppointmentView,
    errors: [...read, 'SLOT_TAKEN', 'PATIENT_BOOKED'],
  }),
  get: rpc('booking.appointments.get', {
    permission: 'booking.appointments.get',
    summary: 'Get an appointment',
    request: One,
    reply: AppointmentView,
    errors: read,
    idempotent: true,
  }),
  list: rpc('booking.appointments.list', {
    permission: 'booking.appointments.list',
    summary: 'List the appointments of the cabinet',
    request: ListAppointments,
    reply: pageOf(AppointmentView),
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
    idempotent: true,
  }),
  listOfPatient: rpc('booking.appointments.listOfPatient', {
    permission: 'booking.appointments.listOfPatient',
    summary: 'List the appointments of a patient: those to come, or all of them',
    request: ListPatientAppointments,
    reply: pageOf(AppointmentView),
    errors: read,
    idempotent: true,
  }),
  history: rpc('booking.appointments.history', {
    permission: 'booking.appointments.history',
    summary: 'List the changes of an appointment, newest first; at most 500',
    request: One,
    reply: z.object({ items: z.array(AppointmentChangeView).max(500) }),
    errors: read,
    idempotent: true,
  }),
  update: rpc('booking.appointments.update', {
    permission: 'booking.appointments.update',
    summary: 'Change an appointment; absent fields keep their value',
    request: UpdateAppointment,
    reply: AppointmentView,
    errors: [...changed, 'SLOT_TAKEN'],
  }),
  confirm: rpc('booking.appointments.confirm', {
    permission: 'booking.appointments.confirm',
    summary: 'Confirm a pending appointment',
    request: Target,
    reply: AppointmentView,
    errors: changed,
  }),
  cancel: rpc('booking.appointments.cancel', {
    permission: 'booking.appointments.cancel',
    summary: 'Cancel an appointment, which frees its time',
    request: Target.extend(CancelReason.shape),
    reply: AppointmentView,
    errors: changed,
  }),
  reschedule: rpc('booking.appointments.reschedule', {
    permission: 'booking.appointments.reschedule',
    summary: 'Move an appointment to another time',
    request: Target.extend(RescheduleTime.shape),
    reply: AppointmentView,
    errors: [...changed, 'SLOT_TAKEN'],
  }),
  ics: rpc('booking.appointments.ics', {
    permission: 'booking.appointments.ics',
    summary: 'Get an appointment as an iCalendar file',
    request: One,
    reply: z.object({ calendar: z.string() }),
    errors: read,
    idempotent: true,
  }),
};
