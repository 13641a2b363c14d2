import { z } from 'zod';
import { rpc } from '../rpc.js';
import { CalendarDate } from './times.js';

/** Minutes of an appointment. */
export const Duration = z.int().min(5).max(720);

/** A time at which an appointment of that length could begin: as the clock of the cabinet shows it, and as an instant. */
export const SlotView = z.object({
  date: z.string(),
  /** `09:30`. In the night in which the clock is set back it comes twice; `startTime` tells which one it is. */
  time: z.string(),
  /** ISO 8601 with the offset of that moment: `2027-03-28T09:30:00+02:00`. */
  startTime: z.string(),
  /** Minutes. */
  duration: z.int(),
  practitionerId: z.uuid(),
  available: z.boolean(),
});
export type SlotView = z.infer<typeof SlotView>;

export const ListSlots = z
  .strictObject({ practitionerId: z.uuid(), dateFrom: CalendarDate, dateTo: CalendarDate, duration: Duration })
  .refine(({ dateFrom, dateTo }) => dateFrom <= dateTo, { path: ['dateTo'], message: 'must not be before dateFrom' });
export type ListSlots = z.infer<typeof ListSlots>;

/**
 * The slots of a practitioner between two dates, both included, in the cabinet's time zone. They begin with each span of working hours
 * and follow each other by the duration and the buffer; those before the notice and after the horizon are left out, those that are
 * taken are there with `available: false`. What a slot says may be untrue a moment later: only the booking decides.
 */
export const slots = {
  list: rpc('booking.slots.list', {
    summary: 'The slots of a practitioner in order of time; at most 500, the first ones',
    request: ListSlots,
    reply: z.object({ items: z.array(SlotView).max(500) }),
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
};
