import { z } from 'zod';
import { rpc } from '../rpc.js';
import { CalendarDate } from './times.js';

export const Duration = z.int().min(5).max(720).describe('Duration of the appointment in minutes, 5 to 720.');

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
    duration: Duration,
  })
  .refine(({ dateFrom, dateTo }) => dateFrom <= dateTo, { path: ['dateTo'], message: 'must not be before dateFrom' });
export type ListSlots = z.infer<typeof ListSlots>;

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
};
