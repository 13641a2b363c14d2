import { z } from 'zod';
import { rpc } from '../rpc.js';

export const bans = {
  of: rpc('identity.bans.of', {
    summary:
      'The ban from the platform that is in force for an account, null when there is none. Its sessions are revoked with it; for doors that tell a banned person why their session has ended.',
    request: z.strictObject({ userId: z.int().positive() }),
    reply: z.strictObject({
      /** `until` is ISO; null: for ever. */
      ban: z.strictObject({ until: z.string().nullable() }).nullable(),
    }),
    idempotent: true,
  }),
};
