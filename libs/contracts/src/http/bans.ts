import { z } from 'zod';
import { BanDuration } from '../chat/fields.js';
import { text } from '../text.js';
import { http, IdParam } from './route.js';

/** A ban from the whole platform; those from one room are `/chat/rooms/:id/bans`. */
export const WireAccountBan = z.object({
  id: z.int(),
  user_id: z.int(),
  moderator_id: z.int(),
  duration: BanDuration,
  reason: z.string(),
  created_at: z.string(),
  /** null: for ever. */
  until: z.string().nullable(),
  lifted_at: z.string().nullable(),
  lifted_by: z.int().nullable(),
});
export type WireAccountBan = z.infer<typeof WireAccountBan>;

const call = { tag: 'Users', access: 'moderator', params: IdParam } as const;
const errors = ['USER_NOT_FOUND', 'FORBIDDEN'] as const;

export const accountBanRoutes = {
  list: http('GET', '/users/:id/bans', {
    ...call,
    id: 'listAccountBans',
    summary: 'The latest bans of an account from the platform, by whom they came and by whom they were lifted',
    success: [{ status: 200, description: 'The bans, newest first', body: z.array(WireAccountBan).max(100) }],
    errors: ['USER_NOT_FOUND'],
  }),
  ban: http('POST', '/users/:id/bans', {
    ...call,
    id: 'banAccount',
    summary: 'Ban an account from the platform: its sessions end, its sockets close with 4403, signing in is BANNED',
    body: z.strictObject({ duration: BanDuration.default('permanent'), reason: text(0, 500).default('') }),
    success: [{ status: 201, description: 'The ban; it takes the place of an earlier one', body: WireAccountBan }],
    errors,
  }),
  lift: http('DELETE', '/users/:id/bans', {
    ...call,
    id: 'liftAccountBan',
    summary: 'Let an account sign in again',
    success: [{ status: 204, description: 'Nothing keeps it out' }],
    errors,
  }),
};
