import type { RoomKind } from '@veza/contracts';

/** A room as one person meets it: with their membership and what is in force against them. */
export interface RoomFor {
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
