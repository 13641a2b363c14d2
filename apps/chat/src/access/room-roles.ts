import type { RoomRole } from '@veza/contracts';

interface Act {
  readonly roles: readonly RoomRole[];
  /** Moderators of the platform have it in every room. */
  readonly isStaffs: boolean;
}

const ALL = { roles: ['owner', 'moderator', 'member', 'reader'], isStaffs: false } as const;
const WRITERS = { roles: ['owner', 'moderator', 'member'], isStaffs: false } as const;
const GOVERNED = { roles: ['owner', 'moderator'], isStaffs: true } as const;

/**
 * What each role of a room may do (decisions 224 and 258; the table of docs/protocol/README.md). Every check of access reads
 * it. A ban, a mute and a block take from it. The owner and moderators of the room are not sanctioned by a moderator of the
 * room (`requireLowerRole`).
 */
export const ROOM_ACTS = {
  /** And leave, mark as read, save, report, and choose notifications. In public rooms for all users. */
  takePart: ALL,
  react: ALL,
  /** Any member into a public room. */
  inviteToPublic: ALL,
  /** And rename it. A group has neither owner nor moderators. */
  changeGroup: ALL,
  /** The commit of a message asks for the row of a reader instead (`silence`). */
  send: WRITERS,
  edit: WRITERS,
  upload: WRITERS,
  type: WRITERS,
  deleteMessages: GOVERNED,
  /** And unpin. Moderators of the platform only in rooms that they may read. */
  pin: GOVERNED,
  /** Ban, mute and kick, lift and list. */
  sanction: GOVERNED,
  dismiss: GOVERNED,
  /** Into a private room. */
  invite: GOVERNED,
  /** A moderator of the platform would enter a private room by a link unannounced. */
  linkInvitations: { roles: ['owner', 'moderator'], isStaffs: false },
  setSlowMode: GOVERNED,
  /** Name, description, privacy, member limit, and the role of those who join. */
  change: { roles: ['owner'], isStaffs: true },
  remove: { roles: ['owner'], isStaffs: true },
  /** Makes members readers, and readers members. A moderator of the platform mutes. */
  setReaders: { roles: ['owner', 'moderator'], isStaffs: false },
  setRoles: { roles: ['owner'], isStaffs: false },
  handOver: { roles: ['owner'], isStaffs: false },
} as const satisfies Record<string, Act>;

export type RoomAct = keyof typeof ROOM_ACTS;

const actOf = (act: RoomAct): Act => ROOM_ACTS[act];

export const mayAct = (role: RoomRole | null, act: RoomAct): boolean => role !== null && actOf(act).roles.includes(role);

export const isStaffAct = (act: RoomAct): boolean => actOf(act).isStaffs;
