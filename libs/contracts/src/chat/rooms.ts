import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { label, text, visibleLabel } from '../text.js';
import { NotificationLevel, RoomKind, RoomRef, RoomRole, Seq, UserId } from './fields.js';
import { LongListPage } from './long-lists.js';
import { MessageView } from './messages.js';

export const DefaultRole = RoomRole.extract(['member', 'reader']).describe(
  'Role of those who join: a `member` writes, a `reader` reads and reacts only.',
);

export const RoomView = z.object({
  id: z.string(),
  kind: RoomKind,
  name: z.string(),
  description: z.string().nullable(),
  /** Null for a room that the platform itself created. */
  createdBy: UserId.nullable(),
  createdAt: z.string(),
  memberCount: z.int(),
  memberLimit: z.int().nullable(),
  /** Minimum seconds between two messages of one user; 0 for no limit. */
  slowMode: z.int(),
  lastMessage: MessageView.nullable(),
  isMember: z.boolean(),
  /** Of the caller; null for a caller who is not a member. */
  role: RoomRole.nullable(),
  /**
   * A conversation of up to 20 people, private, without an owner; without a name it has their names. Absent from a reply of
   * 0.3.0, as are `people` and `defaultRole`.
   */
  isGroup: z.boolean().optional(),
  /** Of a group, for its members; empty for other rooms. */
  people: z.array(z.object({ userId: UserId, username: z.string() })).optional(),
  /** Of those who join. */
  defaultRole: DefaultRole.optional(),
  /** Of the caller, who may not send meanwhile; `until` is null for good. Rooms with a ban are not listed. */
  mute: z.object({ until: z.string().nullable() }).nullable(),
  /** Of the caller; null for a caller who is not a member. Until `pausedUntil` the room notifies about nothing. */
  notifications: z.object({ level: NotificationLevel, pausedUntil: z.string().nullable() }).nullable(),
  /** The caller's own, counted up to 1,000, whatever the level of notifications is. All three are 0 for a caller who is not a member. */
  unreadCount: z.int(),
  mentionCount: z.int(),
  lastReadSeq: Seq,
  lastSeq: Seq,
});
export type RoomView = z.infer<typeof RoomView>;

/** The own rooms come first; then public rooms, by members. */
export const ListRooms = z.strictObject({
  search: label(1, 100)
    .optional()
    .describe('Public rooms only, whose name or description has words that begin so, 1 to 100 characters.'),
  limit: z.int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
});
export type ListRooms = z.infer<typeof ListRooms>;

export const CreateRoom = z.strictObject({
  name: visibleLabel(1, 100).describe('Name of the room, 1 to 100 characters.'),
  description: text(0, 1_000).nullable().default(null).describe('Description, at most 1,000 characters, or null.'),
  isPrivate: z.boolean().default(false).describe('Whether only invited members can see and join the room.'),
  memberLimit: z
    .int()
    .min(1)
    .max(100_000)
    .nullable()
    .default(null)
    .describe('Maximum number of members, 1 to 100,000; null for no limit.'),
  slowMode: z
    .int()
    .min(0)
    .max(86_400)
    .default(0)
    .describe('Minimum seconds between two messages of one user, 0 to 86,400; 0 for no limit.'),
  defaultRole: DefaultRole.optional(),
});
export type CreateRoom = z.infer<typeof CreateRoom>;

/** Absent fields stay as they are. */
export const UpdateRoom = z.strictObject({
  room: RoomRef,
  name: CreateRoom.shape.name.optional(),
  description: text(0, 1_000).nullable().optional().describe('Description, at most 1,000 characters, or null.'),
  isPrivate: z.boolean().optional().describe('Whether only invited members can see and join the room.'),
  memberLimit: CreateRoom.shape.memberLimit
    .unwrap()
    .optional()
    .describe('Maximum number of members, 1 to 100,000; null for no limit. Present members stay.'),
  slowMode: CreateRoom.shape.slowMode
    .unwrap()
    .optional()
    .describe('Minimum seconds between two messages of one user, 0 to 86,400; 0 for no limit.'),
  defaultRole: DefaultRole.optional(),
});
export type UpdateRoom = z.infer<typeof UpdateRoom>;

/** Longest pause of notifications. */
export const LONGEST_PAUSE_DAYS = 366;

export const SetNotifications = z.strictObject({
  room: RoomRef,
  level: NotificationLevel,
  pausedUntil: z.iso
    .datetime({ offset: true })
    .nullable()
    .default(null)
    .describe(`Until then the room notifies about nothing, ISO 8601, within ${LONGEST_PAUSE_DAYS} days; null for no pause.`),
});
export type SetNotifications = z.infer<typeof SetNotifications>;

export const MemberView = z.object({
  userId: UserId,
  username: z.string(),
  avatar: z.string().nullable(),
  role: RoomRole,
  joinedAt: z.string(),
});
export type MemberView = z.infer<typeof MemberView>;

export const OnlineView = z.object({ userId: UserId, username: z.string() });
export type OnlineView = z.infer<typeof OnlineView>;

const Room = z.strictObject({ room: RoomRef });
export const GivenRole = RoomRole.exclude(['owner']).describe(
  '`moderator`; `reader`, who reads and reacts and does not write; or `member` to end both.',
);
export type GivenRole = z.infer<typeof GivenRole>;

const RoomUser = z.strictObject({ room: RoomRef, userId: UserId });

export const rooms = {
  list: rpc('chat.rooms.list', {
    permission: 'chat.rooms.list',
    summary:
      'List the rooms of the caller, at most 500 a page, then the other public rooms, those with most members first; a search lists public rooms only',
    request: ListRooms,
    reply: z.strictObject({ rooms: z.array(RoomView).max(600), nextCursor: z.string().nullable() }),
    idempotent: true,
  }),
  get: rpc('chat.rooms.get', {
    permission: 'chat.rooms.get',
    summary: 'Get a room',
    request: Room,
    reply: RoomView,
    errors: ['ROOM_NOT_FOUND'],
    idempotent: true,
  }),
  create: rpc('chat.rooms.create', {
    permission: 'chat.rooms.create',
    summary: 'Create a room; the caller becomes its owner and first member',
    request: CreateRoom,
    reply: RoomView,
    errors: ['RATE_LIMITED', 'CONFLICT'],
  }),
  update: rpc('chat.rooms.update', {
    permission: 'chat.rooms.update',
    summary:
      'Change a room (owner, moderators; only its owner opens a private one; members name a group); its connections receive an event',
    request: UpdateRoom,
    reply: RoomView,
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED', 'CONFLICT', 'RATE_LIMITED'],
    idempotent: true,
  }),
  remove: rpc('chat.rooms.remove', {
    permission: 'chat.rooms.remove',
    summary: 'Delete a room (owner, moderators)',
    request: Room,
    reply: Done,
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
  }),
  markRead: rpc('chat.rooms.markRead', {
    permission: 'chat.rooms.markRead',
    summary: 'Set the read position of the caller, backwards too',
    request: z.strictObject({ room: RoomRef, seq: Seq }),
    reply: Done,
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN'],
    idempotent: true,
  }),
  setNotifications: rpc('chat.rooms.setNotifications', {
    permission: 'chat.rooms.setNotifications',
    summary: 'Set what a room notifies the caller about',
    request: SetNotifications,
    reply: Done,
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED', 'RATE_LIMITED'],
    idempotent: true,
  }),
  online: rpc('chat.rooms.online', {
    permission: 'chat.rooms.online',
    summary: 'List the users who are online in a room, at most 500',
    request: Room,
    reply: z.array(OnlineView).max(500),
    errors: ['ROOM_NOT_FOUND'],
    idempotent: true,
  }),
  members: rpc('chat.rooms.members', {
    permission: 'chat.rooms.members',
    summary: 'List the members of a room, at most 500; a cursor is the role, the time and the id of the last one',
    request: z.strictObject({ room: RoomRef, ...LongListPage }),
    reply: z.array(MemberView).max(500),
    errors: ['ROOM_NOT_FOUND'],
    idempotent: true,
  }),
  invite: rpc('chat.rooms.invite', {
    permission: 'chat.rooms.invite',
    summary: 'Add a member (owner and moderators; in a public room and in a group any member)',
    request: RoomUser,
    reply: MemberView,
    errors: ['ROOM_NOT_FOUND', 'USER_NOT_FOUND', 'FORBIDDEN', 'ROOM_FULL', 'BANNED', 'BLOCKED'],
    idempotent: true,
  }),
  dismiss: rpc('chat.rooms.dismiss', {
    permission: 'chat.rooms.dismiss',
    summary: 'End the membership of the caller, or of another user (owner, moderators); an owner that leaves has a successor',
    request: RoomUser,
    reply: Done,
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
    idempotent: true,
  }),
  setRole: rpc('chat.rooms.setRole', {
    permission: 'chat.rooms.setRole',
    summary: 'Make a member a moderator (owner) or a reader (owner, moderators of the room), or end that',
    request: RoomUser.extend({ role: GivenRole }),
    reply: MemberView,
    errors: ['ROOM_NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'BANNED', 'RATE_LIMITED'],
    idempotent: true,
  }),
  handOver: rpc('chat.rooms.handOver', {
    permission: 'chat.rooms.handOver',
    summary: 'Make a member the owner of the room; the owner becomes a moderator of it',
    request: RoomUser,
    reply: MemberView,
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED', 'RATE_LIMITED'],
  }),
};
