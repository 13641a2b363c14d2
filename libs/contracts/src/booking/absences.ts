import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { text } from '../text.js';
import { CalendarDate, TimeThere } from './times.js';

/** A time at which a practitioner takes no appointments. */
export const AbsenceView = z.object({
  id: z.uuid(),
  practitionerId: z.uuid(),
  startTime: z.string(),
  endTime: z.string(),
  reason: z.string().optional(),
});
export type AbsenceView = z.infer<typeof AbsenceView>;

/** `endTime` is after `startTime` by a year at most; booking says so, since it knows the time zone. */
export const AbsenceFacts = z.strictObject({
  startTime: TimeThere,
  endTime: TimeThere,
  reason: text(1, 500).optional(),
});

const Practitioner = z.strictObject({ practitionerId: z.uuid() });
export const CreateAbsence = AbsenceFacts.extend(Practitioner.shape);
export type CreateAbsence = z.infer<typeof CreateAbsence>;

const Range = z.strictObject({ dateFrom: CalendarDate.optional(), dateTo: CalendarDate.optional() });
const inOrder = ({ dateFrom = '', dateTo = dateFrom }: z.infer<typeof Range>) => dateFrom <= dateTo;
const IN_ORDER = { path: ['dateTo'], message: 'must not be before dateFrom' };
export const AbsenceRange = Range.refine(inOrder, IN_ORDER);
export const ListAbsences = Range.extend(Practitioner.shape).refine(inOrder, IN_ORDER);
export type ListAbsences = z.infer<typeof ListAbsences>;

/**
 * Absences are rows of the one table in which nothing of a practitioner overlaps, so an absence over an appointment, a hold or another
 * absence is SLOT_TAKEN with the next free slots in `details`. Practitioners say their own, the cabinet's managers and
 * administrators everybody's; all who work in the cabinet read them.
 */
export const absences = {
  create: rpc('booking.absences.create', {
    summary: 'Say when a practitioner is away',
    request: CreateAbsence,
    reply: AbsenceView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'SLOT_TAKEN'],
  }),
  list: rpc('booking.absences.list', {
    summary: 'When a practitioner is away, in order of time, between two dates or from now on; at most 500',
    request: ListAbsences,
    reply: z.object({ items: z.array(AbsenceView).max(500) }),
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  remove: rpc('booking.absences.remove', {
    summary: 'The practitioner is there after all',
    request: Practitioner.extend({ id: z.uuid() }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
  }),
};
