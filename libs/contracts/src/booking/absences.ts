import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { text } from '../text.js';
import { timestamp } from '../timestamp.js';
import { AppointmentType } from './appointment-types.js';
import { AppointmentStatus } from './appointments.js';
import { CalendarDate, TimeThere } from './times.js';

const MOST_DISPLACED = 500;

export const DisplacedAppointment = z
  .object({
    id: z.uuid().describe('Id of the appointment.'),
    patientId: z.uuid().describe('Id of the patient.'),
    type: AppointmentType,
    status: AppointmentStatus,
    startTime: timestamp('When the appointment begins.'),
    duration: z.int().describe('Duration in minutes.'),
  })
  .describe('An appointment that needs another time.');
export type DisplacedAppointment = z.infer<typeof DisplacedAppointment>;

export const AbsenceView = z
  .object({
    id: z.uuid().describe('Id of the absence.'),
    practitionerId: z.uuid().describe('Id of the practitioner.'),
    startTime: timestamp('When the absence begins.'),
    endTime: timestamp('When the absence ends.'),
    reason: z.string().optional().describe('Reason, if one was given.'),
    appointments: z
      .array(DisplacedAppointment)
      .max(MOST_DISPLACED)
      .optional()
      .describe('In the response to an absence that overrides: the appointments to come that need another time.'),
  })
  .describe('A period in which a practitioner takes no appointments.');
export type AbsenceView = z.infer<typeof AbsenceView>;

/** `endTime` is at most a year after `startTime`. Booking checks this, because it knows the time zone. */
export const AbsenceFacts = z.strictObject({
  startTime: TimeThere.describe('Start, ISO 8601. Without an offset it is read in the time zone of the cabinet.'),
  endTime: TimeThere.describe('End, ISO 8601, after `startTime` by at most a year.'),
  reason: text(1, 500).optional().describe('Reason, 1 to 500 characters.'),
  overrides: z
    .boolean()
    .optional()
    .describe('Whether the absence is entered over appointments, for example in case of illness. Default: false.'),
});

const Practitioner = z.strictObject({ practitionerId: z.uuid() });
export const CreateAbsence = AbsenceFacts.extend(Practitioner.shape);
export type CreateAbsence = z.infer<typeof CreateAbsence>;

const Range = z.strictObject({
  dateFrom: CalendarDate.optional().describe('First date, inclusive, in the time zone of the cabinet. Default: now.'),
  dateTo: CalendarDate.optional().describe('Last date, inclusive. Default: no end.'),
});
const inOrder = ({ dateFrom = '', dateTo = dateFrom }: z.infer<typeof Range>) => dateFrom <= dateTo;
const IN_ORDER = { path: ['dateTo'], message: 'must not be before dateFrom' };
export const AbsenceRange = Range.refine(inOrder, IN_ORDER);
export const ListAbsences = Range.extend(Practitioner.shape).refine(inOrder, IN_ORDER);
export type ListAbsences = z.infer<typeof ListAbsences>;

/**
 * Absences are rows of the table whose exclusion constraint prevents overlaps per practitioner. An absence that overlaps an
 * appointment, a hold or another absence is SLOT_TAKEN, with the next free slots in `details`; one that overrides is not: holds
 * end, and appointments stay until they are moved (see `proposals`). Practitioners write their own absences; managers and
 * administrators of the cabinet write all of them; everyone who works in the cabinet reads them.
 */
export const absences = {
  create: rpc('booking.absences.create', {
    permission: 'booking.absences.create',
    summary: 'Create an absence of a practitioner',
    request: CreateAbsence,
    reply: AbsenceView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'SLOT_TAKEN'],
  }),
  list: rpc('booking.absences.list', {
    permission: 'booking.absences.list',
    summary: 'List the absences of a practitioner in order of time, between two dates or from now on; at most 500',
    request: ListAbsences,
    reply: z.object({ items: z.array(AbsenceView).max(500) }),
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  remove: rpc('booking.absences.remove', {
    permission: 'booking.absences.remove',
    summary: 'Delete an absence',
    request: Practitioner.extend({ id: z.uuid() }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
  }),
};
