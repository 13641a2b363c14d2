import { z } from 'zod';
import { rpc } from '../rpc.js';
import { timestamp } from '../timestamp.js';
import { AppointmentView, CancelReason, requirePatient, Booking } from './appointments.js';

export const MOST_OCCURRENCES = 52;
const PARTS = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTH', 'BYMONTHDAY', 'BYSETPOS', 'WKST'];

const partsOf = (rule: string) => new Map(rule.split(';').map((part) => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']));

export const RecurrenceRule = z
  .string()
  .max(300)
  .regex(/^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*$/, 'must be a rule like FREQ=WEEKLY;COUNT=10')
  .refine((rule) => [...partsOf(rule).keys()].every((part) => PARTS.includes(part)), `may have ${PARTS.join(', ')}`)
  .refine((rule) => partsOf(rule).has('COUNT') || partsOf(rule).has('UNTIL'), 'must have COUNT or UNTIL')
  .describe(
    `Recurrence rule of RFC 5545, from \`startTime\` on in the time zone of the cabinet; at most ${MOST_OCCURRENCES} occurrences.`,
  );

export const CreateAppointmentSeries = requirePatient(Booking.extend({ rule: RecurrenceRule }));
export type CreateAppointmentSeries = z.infer<typeof CreateAppointmentSeries>;

export const AppointmentSeriesView = z
  .object({
    seriesId: z.uuid().describe('Id of the series.'),
    items: z
      .array(
        z.object({
          startTime: timestamp('Start of the occurrence.'),
          appointment: AppointmentView.optional(),
          refusal: z
            .object({
              code: z.string().describe('Code of the error: `SLOT_TAKEN`, `PATIENT_BOOKED`, `VALIDATION_FAILED`.'),
              message: z.string().describe('Reason.'),
              alternatives: z.array(z.string()).describe('Free times instead, as far as they were looked for.'),
            })
            .optional()
            .describe('Why the occurrence was not booked.'),
        }),
      )
      .max(MOST_OCCURRENCES)
      .describe('The occurrences in order of time, each with its appointment or its refusal.'),
  })
  .describe('Repeating appointments.');
export type AppointmentSeriesView = z.infer<typeof AppointmentSeriesView>;

export const CancelFollowing = CancelReason.extend({ id: z.uuid() });
export type CancelFollowing = z.infer<typeof CancelFollowing>;

const errors = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'] as const;

/**
 * Repeating appointments. Each occurrence is booked like a single appointment, by the same rule and in a transaction of its own:
 * an occurrence that is refused leaves the others. A series without any free occurrence is refused as a whole and leaves no
 * patient. A repeated request returns the appointments that exist.
 */
export const appointmentSeries = {
  create: rpc('booking.appointmentSeries.create', {
    permission: 'booking.appointmentSeries.create',
    summary: 'Book repeating appointments',
    request: CreateAppointmentSeries,
    reply: AppointmentSeriesView,
    errors: [...errors, 'SLOT_TAKEN', 'PATIENT_BOOKED'],
  }),
  cancelFollowing: rpc('booking.appointmentSeries.cancelFollowing', {
    permission: 'booking.appointmentSeries.cancelFollowing',
    summary: 'Cancel an appointment of a series and all open ones after it',
    request: CancelFollowing,
    reply: z.object({ items: z.array(AppointmentView).max(MOST_OCCURRENCES) }),
    errors,
  }),
};
