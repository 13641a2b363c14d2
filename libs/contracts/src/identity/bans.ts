import { z } from 'zod';
import { event } from '../events.js';
import { rpc } from '../rpc.js';

export const bans = {
  of: rpc('identity.bans.of', {
    permission: 'internal',
    summary:
      'The platform ban in force for an account, or null. A ban also revokes the sessions; entry points use this call to report why a session has ended.',
    request: z.strictObject({ userId: z.int().positive() }),
    reply: z.strictObject({
      /** `until` is ISO 8601; null for a permanent ban. */
      ban: z.strictObject({ until: z.string().nullable() }).nullable(),
    }),
    idempotent: true,
  }),
};

export const banEvents = {
  imposed: event('identity.bans.imposed', {
    summary: 'An account was banned from the platform. `until` is ISO 8601, null for a permanent ban; no event marks this end.',
    payload: z.object({ userId: z.int().positive(), until: z.string().nullable() }),
  }),
  lifted: event('identity.bans.lifted', {
    summary: 'The platform ban of an account was lifted.',
    payload: z.object({ userId: z.int().positive() }),
  }),
};
