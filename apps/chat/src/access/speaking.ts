import { bannedUntil, DeclaredError, type UserCaller } from '@veza/contracts';
import { sanctionInForce } from './sanction-in-force.js';

/**
 * The conditions for speaking: a user in a room without a ban or mute, to users that have not blocked this user. A commit,
 * an edit, a reaction, a typing event, an upload, a read receipt and an invitation all use the SQL and the errors of this
 * file. The parameters are SQL expressions.
 */

/** A ban or mute, which closes sending. A kick applies only once. */
export interface SanctionOnUser {
  readonly kind: 'ban' | 'mute';
  readonly until: Date | string | null;
}

/** The sanction of a user in a room: `kind`, `until` and `rank`, at most one row, a ban before a mute. */
export const sanctionOn = (user: string, room: string): string =>
  `SELECT s.kind, s.until, s.rank FROM sanctions s WHERE s.user_id = ${user} AND s.room_id = ${room} AND s.kind <> 'kick'
     AND ${sanctionInForce('s')} ORDER BY s.kind, s.until DESC NULLS FIRST LIMIT 1`;

/** NULL unless a sanction silences the user in the room. */
export const silence = (user: string, room: string): string =>
  `(SELECT 1 FROM sanctions s WHERE s.user_id = ${user} AND s.room_id = ${room} AND s.kind <> 'kick' AND ${sanctionInForce('s')} LIMIT 1)`;

/** NULL unless one of the recipients has blocked the sender. */
export const block = (recipients: readonly string[], sender: string): string =>
  `(SELECT 1 FROM blocks b WHERE b.user_id IN (${recipients.join(', ')}) AND b.blocked_id = ${sender} AND b.user_id <> b.blocked_id LIMIT 1)`;

export const sanctioned = ({ kind, until }: SanctionOnUser): DeclaredError =>
  new DeclaredError('BANNED', {
    message: kind === 'mute' ? 'You are muted in this room' : 'You are banned from this room',
    details: bannedUntil(until),
  });

/** The ranks that can sanction, the lowest first. The platform's automatic moderation has the lowest. */
export const SANCTION_RANKS = ['owner', 'moderator', 'admin'] as const;
export type SanctionRank = (typeof SANCTION_RANKS)[number];

/** The rank of a caller that governs a room: the role on the platform, or the ownership of the room. */
export const rankOf = ({ role }: Pick<UserCaller, 'role'>): SanctionRank => (role === 'user' ? 'owner' : role);

export const upTo = (rank: SanctionRank): readonly SanctionRank[] => SANCTION_RANKS.slice(0, SANCTION_RANKS.indexOf(rank) + 1);

export const isAbove = (one: SanctionRank, other: SanctionRank): boolean =>
  SANCTION_RANKS.indexOf(one) > SANCTION_RANKS.indexOf(other);
