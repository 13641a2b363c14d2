import { z } from 'zod';
import { rpc } from '../rpc.js';
import { AppointmentView } from './appointments.js';

export const MOST_PROPOSED = 3;

export const ProposedTime = z
  .object({
    startTime: z.string().describe('Start in the time zone of the cabinet, with its offset.'),
    practitionerId: z.uuid().describe('Id of the practitioner.'),
    practitioner: z.string().describe('Name of the practitioner.'),
  })
  .describe('A free time for an appointment that needs another one.');
export type ProposedTime = z.infer<typeof ProposedTime>;

export const Proposal = z
  .object({
    isNeeded: z
      .boolean()
      .describe('Whether the practitioner is absent then or has left, so that the appointment needs another time.'),
    times: z
      .array(ProposedTime)
      .max(2 * MOST_PROPOSED)
      .describe('Free times of the same length: those of the same practitioner first, then those of others; each at most three.'),
  })
  .describe('Free times for an appointment that needs another one.');
export type Proposal = z.infer<typeof Proposal>;

const read = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'] as const;

/**
 * Appointments to come whose practitioner is absent then or has left the cabinet. They stay until they are moved or cancelled. The
 * patients get one mail with free times and a link. The times are read at each call, and a move to one of them follows the rule of
 * every move: nothing is reserved.
 */
export const proposals = {
  list: rpc('booking.proposals.list', {
    permission: 'booking.proposals.list',
    summary: 'List the appointments of the cabinet that need another time, in order of time; at most 100',
    request: z.strictObject({}),
    reply: z.object({ items: z.array(AppointmentView).max(100) }),
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
    idempotent: true,
  }),
  get: rpc('booking.proposals.get', {
    permission: 'booking.proposals.get',
    summary: 'List free times for an appointment that needs another one',
    request: z.strictObject({ id: z.uuid() }),
    reply: Proposal,
    errors: read,
    idempotent: true,
  }),
};
