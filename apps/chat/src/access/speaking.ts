import { bannedUntil, DeclaredError, type RoomRole, type UserCaller } from '@veza/contracts';
import { mayAct, type RoomAct } from './room-roles.js';

/**
 * Sanctions that close speaking, and the ranks that impose them. A commit, an edit, a reaction, a typing event, an upload,
 * a read receipt and an invitation use the same SQL conditions (`speaking.repository.ts`) and errors.
 */

/** A ban or mute, which closes sending, or the role of a reader, which is a row beside them (decision 258). A kick applies only once. */
export interface SanctionOnUser {
  readonly kind: 'ban' | 'mute' | 'reader';
  readonly until: Date | string | null;
}

/** The ways to speak in a room. */
export type SpeakingAct = Extract<RoomAct, 'send' | 'edit' | 'upload' | 'type' | 'react'>;

/** Of a reader, what the role has not. */
export const closes = (kind: SanctionOnUser['kind'], act: SpeakingAct): boolean => kind !== 'reader' || !mayAct('reader', act);

export function sanctioned({ kind, until }: SanctionOnUser): DeclaredError {
  if (kind === 'reader')
    return new DeclaredError('FORBIDDEN', { message: 'You are a reader of this room: you cannot write in it' });
  return new DeclaredError('BANNED', {
    message: kind === 'mute' ? 'You are muted in this room' : 'You are banned from this room',
    details: bannedUntil(until),
  });
}

/**
 * The ranks that can sanction, the lowest first. `moderator` is one of the platform. The platform's automatic moderation has
 * the lowest.
 */
export const SANCTION_RANKS = ['room-moderator', 'owner', 'moderator', 'admin'] as const;
export type SanctionRank = (typeof SANCTION_RANKS)[number];

/** The rank of a caller that governs a room: the role on the platform, else the one in the room. */
export const rankOf = ({ role }: Pick<UserCaller, 'role'>, room: { readonly role: RoomRole | null }): SanctionRank =>
  role === 'user' ? (room.role === 'owner' ? 'owner' : 'room-moderator') : role;

export const upTo = (rank: SanctionRank): readonly SanctionRank[] => SANCTION_RANKS.slice(0, SANCTION_RANKS.indexOf(rank) + 1);

export const isAbove = (one: SanctionRank, other: SanctionRank): boolean =>
  SANCTION_RANKS.indexOf(one) > SANCTION_RANKS.indexOf(other);
