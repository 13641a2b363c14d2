import { z } from 'zod';
import { rpc } from '../rpc.js';
import type { AppointmentType } from './appointment-types.js';
import type { AppointmentOrigin, AppointmentStatus } from './appointments.js';
import { CalendarDate } from './times.js';

const LONGEST_DAYS = 1_096;
const rate = z.number().nullable();
const amount = z.int().min(0);

const byStatus = z.object({
  pending: amount.describe('Not confirmed yet.'),
  confirmed: amount.describe('Confirmed.'),
  cancelled: amount.describe('Cancelled.'),
  completed: amount.describe('Completed.'),
  no_show: amount.describe('Missed by the patient.'),
}) satisfies z.ZodType<Record<AppointmentStatus, number>>;

const byType = z.object({
  consultation: amount.describe('Consultations.'),
  controle: amount.describe('Check-ups.'),
  soin: amount.describe('Treatments.'),
  detartrage: amount.describe('Scalings.'),
  extraction: amount.describe('Extractions.'),
  implant: amount.describe('Implants.'),
  orthodontie: amount.describe('Orthodontics.'),
  urgence: amount.describe('Emergencies.'),
}) satisfies z.ZodType<Record<AppointmentType, number>>;

const byOrigin = z.object({
  staff: amount.describe('Booked by the cabinet.'),
  patient: amount.describe('Booked by a patient with an account.'),
  public: amount.describe('Booked on the public page.'),
  waiting_list: amount.describe('Offered from the waiting list.'),
}) satisfies z.ZodType<Record<AppointmentOrigin, number>>;

export const AppointmentFigures = z
  .object({
    total: amount.describe('Appointments, of all statuses.'),
    byStatus: byStatus.describe('Appointments by status.'),
    bookedMinutes: amount.describe('Minutes of the appointments that are not cancelled.'),
    offeredMinutes: amount.describe('Minutes of the present working hours, without absences.'),
    fillRate: rate.describe(
      '`bookedMinutes` / `offeredMinutes`; above 1 with appointments outside of the hours; null without hours.',
    ),
    noShowRate: rate.describe('Missed appointments / (completed + missed appointments); null before any of them.'),
    cancellationRate: rate.describe('Cancelled appointments / all appointments; null before any of them.'),
    leadTimeHours: rate.describe(
      'Mean of the hours between booking and start, without cancelled appointments; null without any.',
    ),
  })
  .describe('Figures about appointments.');
export type AppointmentFigures = z.infer<typeof AppointmentFigures>;

export const AnalyticsOverview = z
  .object({
    dateFrom: z.string().describe('First date, inclusive, in the time zone of the cabinet.'),
    dateTo: z.string().describe('Last date, inclusive.'),
    interval: z.enum(['day', 'week', 'month']).describe('Length of a step of the series. Weeks begin on Monday.'),
    ...AppointmentFigures.shape,
    byType: byType.describe('Appointments by type.'),
    byOrigin: byOrigin.describe('Appointments by origin.'),
    byPractitioner: z
      .array(
        z.object({
          practitionerId: z.uuid().describe('Id of the practitioner.'),
          firstName: z.string().describe('First name.'),
          lastName: z.string().describe('Last name.'),
          ...AppointmentFigures.shape,
        }),
      )
      .max(500)
      .describe('Figures by practitioner, by last name; former practitioners are included if they had appointments.'),
    series: z
      .array(z.object({ date: z.string().describe('First date of the step.'), ...AppointmentFigures.shape }))
      .max(LONGEST_DAYS)
      .describe('Figures by step, in order of time, without gaps.'),
  })
  .describe('Figures about the appointments of a cabinet.');
export type AnalyticsOverview = z.infer<typeof AnalyticsOverview>;

const daysFrom = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;

export const AnalyticsQuery = z
  .strictObject({
    dateFrom: CalendarDate.optional().describe('First date, inclusive. Default: 90 days before today.'),
    dateTo: CalendarDate.optional().describe('Last date, inclusive. Default: 180 days after today, or a year after `dateFrom`.'),
    practitionerId: z.uuid().optional().describe('Only appointments with this practitioner.'),
    interval: AnalyticsOverview.shape.interval.default('day'),
  })
  .refine(({ dateFrom = '', dateTo = '2200' }) => dateFrom <= dateTo, {
    path: ['dateTo'],
    message: 'must not be before dateFrom',
  })
  .refine(({ dateFrom, dateTo }) => !dateFrom || !dateTo || daysFrom(dateFrom, dateTo) <= LONGEST_DAYS, {
    path: ['dateTo'],
    message: `must be at most ${LONGEST_DAYS.toLocaleString('en')} days after dateFrom`,
  });
export type AnalyticsQuery = z.infer<typeof AnalyticsQuery>;

/**
 * Figures about the appointments of a cabinet by the local date of their start, for the people who work there. They are read
 * from counts that the transaction of each change keeps, so they are exact and their cost does not grow with the appointments
 * of a day. Offered time follows the present working hours, also for past dates.
 */
export const analytics = {
  overview: rpc('booking.analytics.overview', {
    permission: 'booking.analytics.overview',
    summary: 'Get figures about the appointments of the cabinet, as numbers and as series',
    request: AnalyticsQuery,
    reply: AnalyticsOverview,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
};
