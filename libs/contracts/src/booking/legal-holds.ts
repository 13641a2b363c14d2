import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { label } from '../text.js';
import { nullableTimestamp } from '../timestamp.js';

export const LegalHoldView = z
  .object({
    isHeld: z.boolean().describe('Whether a hold is in force.'),
    reason: z.string().nullable().describe('Why, in the words of the manager; null without a hold.'),
    userId: z.int().nullable().describe('Id of the account of the manager; null without a hold.'),
    since: nullableTimestamp('When it was placed; null without a hold.'),
    until: nullableTimestamp('When it ends by itself; null for one that a manager lifts.'),
    erasureRequestedAt: nullableTimestamp('When the erasure was requested that waits for the end of the hold; null without one.'),
  })
  .describe('The legal hold on a patient.');
export type LegalHoldView = z.infer<typeof LegalHoldView>;

export const LegalHoldFacts = z.strictObject({
  reason: label(1, 500).describe('Why the data must be kept, 1 to 500 characters.'),
  until: z.iso.datetime({ offset: true }).optional().describe('When the hold ends by itself, in the future. Default: never.'),
});
export const PlaceLegalHold = LegalHoldFacts.extend({ id: z.uuid() });
export type PlaceLegalHold = z.infer<typeof PlaceLegalHold>;

const errors = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'] as const;
const request = z.strictObject({ id: z.uuid() });

/**
 * While a patient is under a legal hold, neither retention nor a request erases the data. A request is kept and carried out when
 * the hold has ended. Placing, replacing and lifting are lines of the audit, and earlier holds stay in the table.
 */
export const legalHolds = {
  get: rpc('booking.legalHolds.get', {
    permission: 'booking.legalHolds.get',
    summary: 'Get the legal hold on a patient; also on an erased one',
    request,
    reply: LegalHoldView,
    errors,
    idempotent: true,
  }),
  place: rpc('booking.legalHolds.place', {
    permission: 'booking.legalHolds.place',
    summary: 'Place a legal hold on a patient, in place of the present one',
    request: PlaceLegalHold,
    reply: LegalHoldView,
    errors,
  }),
  lift: rpc('booking.legalHolds.lift', {
    permission: 'booking.legalHolds.lift',
    summary: 'Lift the legal hold on a patient; NOT_FOUND without one',
    request,
    reply: Done,
    errors,
  }),
};
