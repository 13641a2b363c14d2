import { z } from 'zod';
import { CreateRoom, GivenRole, ListRooms, Seq, SetNotifications, UpdateRoom, UserId } from '../chat/index.js';
import { http } from './route.js';
import { created, noContent, ok } from './successes.js';
import { LongListQuery, MemberParam, MessagePage, pageSize, RoomMessageParam, RoomParam } from './chat-parameters.js';
import { WireMember, WireMessage, WireNamedUser, WireRoom } from './chat-shapes.js';

const RoomBody = z
  .object({
    name: CreateRoom.shape.name,
    description: CreateRoom.shape.description,
    is_private: CreateRoom.shape.isPrivate,
    member_limit: CreateRoom.shape.memberLimit,
    slow_mode: CreateRoom.shape.slowMode,
    default_role: CreateRoom.shape.defaultRole,
  })
  .transform(({ is_private, member_limit, slow_mode, default_role, ...rest }) => ({
    ...rest,
    isPrivate: is_private,
    memberLimit: member_limit,
    slowMode: slow_mode,
    defaultRole: default_role,
  }));

/** Strict: a misspelt `slow_mode` would leave a flood without one. */
const RoomChange = z
  .strictObject({
    name: UpdateRoom.shape.name,
    description: UpdateRoom.shape.description,
    is_private: UpdateRoom.shape.isPrivate,
    member_limit: UpdateRoom.shape.memberLimit,
    slow_mode: UpdateRoom.shape.slowMode,
    default_role: UpdateRoom.shape.defaultRole,
  })
  .transform(({ is_private, member_limit, slow_mode, default_role, ...rest }) => ({
    ...rest,
    isPrivate: is_private,
    memberLimit: member_limit,
    slowMode: slow_mode,
    defaultRole: default_role,
  }));

const NotificationBody = z
  .strictObject({ level: SetNotifications.shape.level, paused_until: SetNotifications.shape.pausedUntil })
  .transform(({ level, paused_until }) => ({ level, pausedUntil: paused_until }));

const call = { tag: 'Chat', access: 'user' } as const;
const room = { ...call, params: RoomParam, errors: ['ROOM_NOT_FOUND'] } as const;
const governed = { ...room, errors: ['ROOM_NOT_FOUND', 'FORBIDDEN'] } as const;

export const roomRoutes = {
  listRooms: http('GET', '/chat/rooms', {
    ...call,
    id: 'listRooms',
    linked: true,
    permission: 'chat.rooms.list',
    summary: 'List rooms',
    description:
      'Returns the rooms of which the caller is a member, at most 500, then `limit` other public rooms, those with most members first. ' +
      'While there are more, the header `Link` has the address of the next page. With `search` only public rooms are listed.',
    query: z.strictObject({
      search: ListRooms.shape.search,
      limit: pageSize(50),
      cursor: z
        .string()
        .max(500)
        .optional()
        .describe('Opaque cursor of the next page, from the `Link` of the previous response.'),
    }),
    success: ok('The rooms.', z.array(WireRoom).max(600)),
  }),
  createRoom: http('POST', '/chat/rooms', {
    ...call,
    id: 'createRoom',
    permission: 'chat.rooms.create',
    summary: 'Create a room',
    description:
      'The caller becomes its owner and first member. A person with all bots makes 20 rooms a day, and fewer while the account is ' +
      'younger than a day or its address unconfirmed (429).',
    body: RoomBody,
    success: created('The room.', WireRoom),
    errors: ['CONFLICT'],
  }),
  getRoom: http('GET', '/chat/rooms/:id', {
    ...room,
    id: 'getRoom',
    permission: 'chat.rooms.get',
    summary: 'Get a room',
    success: ok('The room.', WireRoom),
  }),
  updateRoom: http('PATCH', '/chat/rooms/:id', {
    ...governed,
    id: 'updateRoom',
    permission: 'chat.rooms.update',
    summary: 'Change a room',
    description:
      'Absent fields stay as they are, and the id of the room stays. Connections in the room receive `room_updated`. ' +
      'With `default_role` `member`, those who became readers by joining are members. Unknown fields are refused. For the owner of the room and moderators; only its owner makes a private room public. Moderators of ' +
      'the room itself change `slow_mode` only. Members of a group change its `name`, and nothing else is changed there.',
    body: RoomChange,
    success: ok('The changed room.', WireRoom),
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED', 'CONFLICT'],
  }),
  deleteRoom: http('DELETE', '/chat/rooms/:id', {
    ...governed,
    id: 'deleteRoom',
    permission: 'chat.rooms.remove',
    summary: 'Delete a room',
    description: 'For the owner of the room and moderators.',
    success: noContent('The room is deleted.'),
  }),
  roomMessages: http('GET', '/chat/rooms/:id/messages', {
    ...room,
    id: 'roomMessages',
    linked: true,
    permission: 'chat.messages.history',
    summary: 'List the messages of a room',
    description: 'Pages go back from the newest message, unless `after` or `around` is given; each page is sorted oldest first.',
    query: MessagePage,
    success: ok('The messages, oldest first.', z.array(WireMessage).max(100)),
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
  }),
  deleteRoomMessage: http('DELETE', '/chat/rooms/:id/messages/:messageId', {
    ...governed,
    id: 'deleteRoomMessage',
    permission: 'chat.messages.remove',
    summary: 'Delete a message of a room',
    description:
      'For its author, the owner of the room and moderators, those of the room included. The room receives `message_deleted`, and `moderation_action` unless ' +
      'the author deleted it. Deleting a message again changes nothing.',
    params: RoomMessageParam,
    success: noContent('The message is deleted.'),
    errors: ['ROOM_NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'BANNED'],
  }),
  markRoomRead: http('PUT', '/chat/rooms/:id/read', {
    ...governed,
    id: 'markRoomRead',
    permission: 'chat.rooms.markRead',
    summary: 'Mark a room as read',
    description: 'Sets the read position of the caller. A smaller position marks messages as unread again.',
    body: z.object({ seq: Seq.describe('Position of the last message read; 0 marks the whole room as unread.') }),
    success: noContent('The read position is set.'),
  }),
  setRoomNotifications: http('PUT', '/chat/rooms/:id/notifications', {
    ...governed,
    id: 'setRoomNotifications',
    permission: 'chat.rooms.setNotifications',
    summary: 'Set what a room notifies the caller about',
    description:
      'For members. Of `nothing`, and until `paused_until`, the room sends no push. `unread_count` and `mention_count` stay what they ' +
      'are: a client shows the first with `all` only, the second unless it is `nothing` or paused.',
    body: NotificationBody,
    success: noContent('The level is set.'),
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
    changes: '/chat/rooms/:id',
  }),
  roomOnline: http('GET', '/chat/rooms/:id/online', {
    ...room,
    id: 'roomOnline',
    permission: 'chat.rooms.online',
    summary: 'List the users online in a room',
    description: 'Returns at most 500.',
    success: ok('The users.', z.array(WireNamedUser).max(500)),
  }),
  roomMembers: http('GET', '/chat/rooms/:id/members', {
    ...room,
    id: 'roomMembers',
    permission: 'chat.rooms.members',
    summary: 'List the members of a room',
    description: 'The owner and moderators first. While there are more, the header `Link` has the address of the next page.',
    query: LongListQuery,
    linked: true,
    success: ok('The members.', z.array(WireMember).max(500)),
  }),
  inviteMember: http('POST', '/chat/rooms/:id/members', {
    ...room,
    id: 'inviteMember',
    permission: 'chat.rooms.invite',
    summary: 'Add a member to a room',
    description:
      'For the owner of the room and moderators; in a public room and in a group for any member. A person who blocks the caller is not added to a group, without an error. A member that a moderator adds to a private room is announced to the room by a message.',
    body: z.object({ user_id: UserId.describe('Id of the user to add.') }),
    success: created('The member.', WireMember),
    errors: ['ROOM_NOT_FOUND', 'USER_NOT_FOUND', 'FORBIDDEN', 'ROOM_FULL', 'BANNED', 'BLOCKED'],
  }),
  leaveRoom: http('DELETE', '/chat/rooms/:id/members/me', {
    ...room,
    id: 'leaveRoom',
    permission: 'chat.rooms.leave',
    summary: 'Leave a room',
    description: 'A room whose owner leaves passes to its moderator that joined first, if it has one.',
    success: noContent('The caller is no longer a member.'),
  }),
  dismissMember: http('DELETE', '/chat/rooms/:id/members/:userId', {
    ...governed,
    id: 'dismissMember',
    permission: 'chat.rooms.dismiss',
    summary: 'Remove a member from a room',
    description: 'For the owner of the room and moderators, those of the room included.',
    params: MemberParam,
    success: noContent('The user is no longer a member.'),
  }),
  setMemberRole: http('PATCH', '/chat/rooms/:id/members/:userId', {
    ...governed,
    id: 'setMemberRole',
    permission: 'chat.rooms.setRole',
    summary: 'Make a member a moderator or a reader of a room, or end that',
    description:
      'Moderators are named by the owner of the room, readers by its moderators too. A moderator deletes messages, sanctions and removes ' +
      'members, invites, and changes the slow mode. A reader reads and reacts, and does not write. The room receives `member_updated`. ' +
      'Bots are members or readers.',
    params: MemberParam,
    body: z.strictObject({ role: GivenRole }),
    success: ok('The member.', WireMember),
    errors: ['ROOM_NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'BANNED'],
    changes: '/chat/rooms/:id/members',
  }),
  handOverRoom: http('PUT', '/chat/rooms/:id/owner', {
    ...governed,
    id: 'handOverRoom',
    permission: 'chat.rooms.handOver',
    summary: 'Hand a room over to a member',
    description:
      'For the owner of the room, who becomes a moderator of it. The room receives `member_updated` of both. The new owner is a ' +
      'member that is neither banned nor muted there, and no bot.',
    body: z.strictObject({ user_id: UserId.describe('Id of the new owner.') }),
    success: ok('The new owner.', WireMember),
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
    changes: '/chat/rooms/:id/members',
  }),
};
