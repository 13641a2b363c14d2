import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { timestamp } from '../timestamp.js';
import { AppointmentType } from './appointment-types.js';
import { Duration, TimeThere, TreatmentId } from './times.js';

export const HoldView = z
  .object({
    id: z.uuid().describe('Id of the hold.'),
    practitionerId: z.uuid().describe('Id of the practitioner.'),
    startTime: timestamp('Start of the slot.'),
    duration: z.int().describe('Duration of the slot in minutes.'),
    expiresAt: timestamp('When the hold expires.'),
  })
  .describe('A slot that is reserved while a booking is being filled in.');
export type HoldView = z.infer<typeof HoldView>;

export const CreateHold = z.strictObject({
  practitionerId: z.uuid().describe('Id of the practitioner.'),
  startTime: TimeThere.describe('Start of the slot, ISO 8601. Without an offset it is read in the time zone of the cabinet.'),
  duration: Duration.optional().describe('Duration in minutes, 5 to 720. Default: that of the type.'),
  type: AppointmentType.optional().describe('Type of the appointment, which may have a length and a buffer of its own.'),
  treatmentId: TreatmentId.optional(),
});
export type CreateHold = z.infer<typeof CreateHold>;

/**
 * A slot reserved while a booking is being filled in: for five minutes it is unavailable to other callers. A caller has one hold
 * per cabinet: a new hold releases the previous one, so slots cannot be hoarded.
 */
export const holds = {
  create: rpc('booking.holds.create', {
    permission: 'booking.holds.create',
    summary: 'Hold a slot for five minutes',
    request: CreateHold,
    reply: HoldView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'SLOT_TAKEN'],
  }),
  remove: rpc('booking.holds.remove', {
    permission: 'booking.holds.remove',
    summary: 'Release a hold',
    request: z.strictObject({ id: z.uuid() }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
  }),
};
