import type { RoomKind } from '@veza/contracts';

/** A room with the membership of one user and the ban that applies to the user. */
export interface RoomForUser {
  id: string;
  kind: Exclude<RoomKind, 'direct'>;
  name: string;
  description: string | null;
  createdBy: number | null;
  createdAt: Date;
  lastSeq: number;
  memberLimit: number | null;
  slowMode: number;
  memberCount: number;
  role: 'owner' | 'member' | null;
  lastReadSeq: number;
  banned: boolean;
  bannedUntil: Date | null;
}
