import type { RoomMemberEntity } from './room-member.entity.js';
import type { RoomEntity } from './room.entity.js';

type RoomFields = Pick<
  RoomEntity,
  'id' | 'name' | 'description' | 'createdBy' | 'createdAt' | 'memberLimit' | 'slowMode' | 'memberCount'
>;

/** A room with the membership of one user and the ban that applies to the user. */
export interface RoomForUser extends RoomFields {
  kind: Exclude<RoomEntity['kind'], 'direct'>;
  lastSeq: number;
  role: RoomMemberEntity['role'] | null;
  lastReadSeq: number;
  banned: boolean;
  bannedUntil: Date | null;
}
