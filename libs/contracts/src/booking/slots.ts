import { z } from 'zod';
import { rpc } from '../rpc.js';
import { AppointmentType } from './appointment-types.js';
import { CalendarDate, Duration, TreatmentId } from './times.js';

export const SlotView = z
  .object({
    date: z.string().describe('Date in the time zone of the cabinet: `2027-03-28`.'),
    time: z
      .string()
      .describe(
        'Time in the time zone of the cabinet: `09:30`. Occurs twice in the night when daylight saving ends; see `startTime`.',
      ),
    startTime: z.string().describe('The same instant, ISO 8601 with its UTC offset: `2027-03-28T09:30:00+02:00`.'),
    duration: z.int().describe('Duration in minutes.'),
    practitionerId: z.uuid().describe('Id of the practitioner.'),
    available: z.boolean().describe('Whether the slot was free when the list was made.'),
  })
  .describe('A time at which an appointment could begin.');
export type SlotView = z.infer<typeof SlotView>;

export const ListSlots = z
  .strictObject({
    practitionerId: z.uuid().describe('Id of the practitioner.'),
    dateFrom: CalendarDate.describe('First date, inclusive, in the time zone of the cabinet.'),
    dateTo: CalendarDate.describe('Last date, inclusive; not before `dateFrom`.'),
    duration: Duration.optional(),
    type: AppointmentType.optional().describe('Type of the appointment, which may have a length and a buffer of its own.'),
    treatmentId: TreatmentId.optional(),
  })
  .refine(({ dateFrom, dateTo }) => dateFrom <= dateTo, { path: ['dateTo'], message: 'must not be before dateFrom' });
export type ListSlots = z.infer<typeof ListSlots>;

const MOST_FREE_TIMES = 20_000;

export const ListFreeTimes = z
  .strictObject({
    dateFrom: CalendarDate.describe('First date, inclusive, in the time zone of the cabinet.'),
    dateTo: CalendarDate.describe('Last date, inclusive; at most 41 days after `dateFrom`.'),
    duration: Duration.optional(),
    type: AppointmentType.optional().describe('Type of the appointment, which may have a length and a buffer of its own.'),
    treatmentId: TreatmentId.optional(),
  })
  .refine(({ dateFrom, dateTo }) => dateFrom <= dateTo, { path: ['dateTo'], message: 'must not be before dateFrom' })
  .refine(({ dateFrom, dateTo }) => Date.parse(dateTo) - Date.parse(dateFrom) <= 41 * 86_400_000, {
    path: ['dateTo'],
    message: 'must be at most 41 days after dateFrom',
  });
export type ListFreeTimes = z.infer<typeof ListFreeTimes>;

const startTimes = z.array(z.string()).max(MOST_FREE_TIMES);

export const FreeTimes = z
  .object({
    startTimes: startTimes.describe(
      'Times at which at least one practitioner is free, ISO 8601 with the UTC offset: `2027-03-28T09:30:00+02:00`.',
    ),
    practitioners: z
      .array(
        z.object({
          practitionerId: z.uuid().describe('Id of the practitioner.'),
          startTimes: startTimes.describe('Free times of the practitioner.'),
        }),
      )
      .max(500)
      .describe('The practitioners of the cabinet by last name, also those without a free time.'),
  })
  .describe('Free times of a cabinet, in order of time.');
export type FreeTimes = z.infer<typeof FreeTimes>;

/**
 * The slots of a practitioner between two dates, both inclusive, in the cabinet's time zone. The first slot begins with each span
 * of working hours; the next ones follow at intervals of duration plus buffer. Slots before the notice or after the horizon are
 * left out; taken slots are included with `available: false`. The list is a snapshot: only a hold or booking is binding.
 */
export const slots = {
  list: rpc('booking.slots.list', {
    permission: 'booking.slots.list',
    summary: 'List the slots of a practitioner in order of time; VALIDATION_FAILED for a range with more than 500',
    request: ListSlots,
    reply: z.object({ items: z.array(SlotView).max(500) }),
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  free: rpc('booking.slots.free', {
    permission: 'booking.slots.free',
    summary: 'List the free times of all practitioners of the cabinet; VALIDATION_FAILED for more than 20,000',
    request: ListFreeTimes,
    reply: FreeTimes,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
    idempotent: true,
  }),
};
