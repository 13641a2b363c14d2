import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { Duration } from './slots.js';
import { TimeThere } from './times.js';

export const HoldView = z.object({
  id: z.uuid(),
  practitionerId: z.uuid(),
  startTime: z.string(),
  /** Minutes. */
  duration: z.int(),
  expiresAt: z.string(),
});
export type HoldView = z.infer<typeof HoldView>;

export const CreateHold = z.strictObject({ practitionerId: z.uuid(), startTime: TimeThere, duration: Duration });
export type CreateHold = z.infer<typeof CreateHold>;

/**
 * A time kept for whoever is filling in the booking: five minutes in which it is taken for everybody else. One per person and
 * cabinet: the next hold gives the last one back, so nobody can hoard.
 */
export const holds = {
  create: rpc('booking.holds.create', {
    summary: 'Keep a time for five minutes',
    request: CreateHold,
    reply: HoldView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'SLOT_TAKEN'],
  }),
  remove: rpc('booking.holds.remove', {
    summary: 'Give a held time back',
    request: z.strictObject({ id: z.uuid() }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
  }),
};
