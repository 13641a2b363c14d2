import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { label, text } from '../text.js';
import { RoomKind, RoomRef, Seq, UserId } from './fields.js';
import { MessageView } from './messages.js';

export const RoomView = z.object({
  id: z.string(),
  kind: RoomKind,
  name: z.string(),
  description: z.string().nullable(),
  /** Null for a room that the platform itself made. */
  createdBy: UserId.nullable(),
  createdAt: z.string(),
  memberCount: z.int(),
  memberLimit: z.int().nullable(),
  /** Seconds between two messages of one person; 0: none. */
  slowMode: z.int(),
  lastMessage: MessageView.nullable(),
  /** The caller's own; of who is no member all three are 0. Counted to 1,000. */
  unreadCount: z.int(),
  mentionCount: z.int(),
  lastReadSeq: Seq,
  lastSeq: Seq,
});
export type RoomView = z.infer<typeof RoomView>;

export const CreateRoom = z.strictObject({
  name: label(1, 100),
  description: text(0, 1_000).nullable().default(null),
  isPrivate: z.boolean().default(false),
  memberLimit: z.int().min(1).max(100_000).nullable().default(null),
  slowMode: z.int().min(0).max(86_400).default(0),
});
export type CreateRoom = z.infer<typeof CreateRoom>;

export const MemberView = z.object({
  userId: UserId,
  username: z.string(),
  avatar: z.string().nullable(),
  role: z.enum(['owner', 'member']),
  joinedAt: z.string(),
});
export type MemberView = z.infer<typeof MemberView>;

export const OnlineView = z.object({ userId: UserId, username: z.string() });
export type OnlineView = z.infer<typeof OnlineView>;

const Room = z.strictObject({ room: RoomRef });
const Person = z.strictObject({ room: RoomRef, userId: UserId });

export const rooms = {
  list: rpc('chat.rooms.list', {
    summary: 'The public rooms and the caller’s own, the newest first, at most 500',
    request: z.strictObject({}),
    reply: z.array(RoomView).max(500),
    idempotent: true,
  }),
  get: rpc('chat.rooms.get', {
    summary: 'One room',
    request: Room,
    reply: RoomView,
    errors: ['ROOM_NOT_FOUND'],
    idempotent: true,
  }),
  create: rpc('chat.rooms.create', {
    summary: 'Open a room; the caller owns it and is its first member',
    request: CreateRoom,
    reply: RoomView,
    errors: ['RATE_LIMITED'],
  }),
  remove: rpc('chat.rooms.remove', {
    summary: 'Close a room for good (owner, moderators)',
    request: Room,
    reply: Done,
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN'],
  }),
  markRead: rpc('chat.rooms.markRead', {
    summary: 'Move the caller’s mark to a seq, backwards too',
    request: z.strictObject({ room: RoomRef, seq: Seq }),
    reply: Done,
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN'],
    idempotent: true,
  }),
  online: rpc('chat.rooms.online', {
    summary: 'Who is in a room now, at most 500',
    request: Room,
    reply: z.array(OnlineView).max(500),
    errors: ['ROOM_NOT_FOUND'],
    idempotent: true,
  }),
  members: rpc('chat.rooms.members', {
    summary: 'The members of a room, at most 500',
    request: Room,
    reply: z.array(MemberView).max(500),
    errors: ['ROOM_NOT_FOUND'],
    idempotent: true,
  }),
  invite: rpc('chat.rooms.invite', {
    summary: 'Make somebody a member (owner, moderators; in a public room any member)',
    request: Person,
    reply: MemberView,
    errors: ['ROOM_NOT_FOUND', 'USER_NOT_FOUND', 'FORBIDDEN', 'ROOM_FULL', 'BANNED'],
    idempotent: true,
  }),
  dismiss: rpc('chat.rooms.dismiss', {
    summary: 'End a membership: one’s own, or another’s (owner, moderators)',
    request: Person,
    reply: Done,
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN'],
    idempotent: true,
  }),
};
