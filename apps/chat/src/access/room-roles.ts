import type { RoomRole } from '@veza/contracts';

interface Power {
  readonly roles: readonly RoomRole[];
  /** Moderators of the platform have it in every room. */
  readonly isStaffs: boolean;
}

const GOVERNED = { roles: ['owner', 'moderator'], isStaffs: true } as const;

/**
 * What the roles of a room add to the rights of a member (decision 224; the table of docs/protocol/README.md). A member has
 * none of it. The owner and moderators of the room are not sanctioned by a moderator of the room (`requireLowerRole`).
 */
export const ROOM_POWERS = {
  deleteMessages: GOVERNED,
  /** And unpin. Moderators of the platform only in rooms that they may read. */
  pin: GOVERNED,
  /** Ban, mute and kick, lift and list. */
  sanction: GOVERNED,
  dismiss: GOVERNED,
  /** Into a private room; into a public one every member invites. */
  invite: GOVERNED,
  /** A moderator of the platform would enter a private room by a link unannounced. */
  linkInvitations: { roles: ['owner', 'moderator'], isStaffs: false },
  setSlowMode: GOVERNED,
  /** Name, description, privacy and member limit. */
  change: { roles: ['owner'], isStaffs: true },
  remove: { roles: ['owner'], isStaffs: true },
  setRoles: { roles: ['owner'], isStaffs: false },
  handOver: { roles: ['owner'], isStaffs: false },
} as const satisfies Record<string, Power>;

export type RoomPower = keyof typeof ROOM_POWERS;

const powerOf = (power: RoomPower): Power => ROOM_POWERS[power];

export const givesPower = (role: RoomRole | null, power: RoomPower): boolean =>
  role !== null && powerOf(power).roles.includes(role);

export const isStaffPower = (power: RoomPower): boolean => powerOf(power).isStaffs;
