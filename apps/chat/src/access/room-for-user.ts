import type { RoomRole } from '@veza/contracts';
import type { SanctionOnUser, SanctionRank } from './speaking.js';
import type { RoomMemberEntity } from './room-member.entity.js';
import type { RoomEntity } from './room.entity.js';

type RoomFields = Pick<
  RoomEntity,
  | 'id'
  | 'name'
  | 'description'
  | 'createdBy'
  | 'createdAt'
  | 'memberLimit'
  | 'slowMode'
  | 'memberCount'
  | 'joinsAsReader'
  | 'isGroup'
>;

/** A room with the membership of one user and the sanction that applies to the user: a ban before a mute. */
export interface RoomForUser extends RoomFields {
  kind: Exclude<RoomEntity['kind'], 'direct'>;
  lastSeq: number;
  /** Of the log that is left. */
  firstSeq: number;
  role: RoomRole | null;
  lastReadSeq: number;
  /** Null for a user that is not a member. */
  level: RoomMemberEntity['level'] | null;
  pausedUntil: Date | null;
  sanction: SanctionOnUser['kind'] | null;
  sanctionUntil: Date | null;
  sanctionRank: SanctionRank | null;
}
