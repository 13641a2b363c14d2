import { z } from 'zod';
import {
  BanDuration,
  CreateRoom,
  HistoryQuery,
  MessageId,
  ResolveReport,
  RoomRef,
  Sanction,
  SanctionKind,
  SearchMessages,
  Seq,
  UserId,
} from '../chat/index.js';
import {
  WireAuditLine,
  WireConversation,
  WireMember,
  WireMessage,
  WireReport,
  WireRoom,
  WireSanction,
  WireVersion,
} from './chat-shapes.js';
import { http, IdParam } from './route.js';

const RoomParam = z.object({ id: RoomRef });
const TokenQuery = z.object({ token: z.string().min(1).max(4_000) });
const PersonParam = z.object({ userId: z.coerce.number().pipe(UserId) });
const RoomPersonParam = z.object({ id: RoomRef, userId: z.coerce.number().pipe(UserId) });

/** An id or an ISO time, as a query string has it. */
const Before = z.union([z.coerce.number().pipe(MessageId), HistoryQuery.shape.before.unwrap().options[1]]).optional();
const PageOfMessages = z.strictObject({ limit: z.coerce.number().pipe(z.int().min(1).max(100)).default(50), before: Before });
const WireMessages = z.array(WireMessage).max(100);

const RoomBody = z
  .strictObject({
    name: CreateRoom.shape.name,
    description: CreateRoom.shape.description,
    is_private: CreateRoom.shape.isPrivate,
    member_limit: CreateRoom.shape.memberLimit,
    slow_mode: CreateRoom.shape.slowMode,
  })
  .transform(({ is_private, member_limit, slow_mode, ...rest }) => ({
    ...rest,
    isPrivate: is_private,
    memberLimit: member_limit,
    slowMode: slow_mode,
  }));

const SearchQuery = z.strictObject({
  ...SearchMessages.shape,
  from: z.coerce.number().pipe(UserId).optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(100)).default(50),
});

const SanctionBody = z
  .strictObject({
    user_id: UserId,
    kind: SanctionKind.default('ban'),
    duration: BanDuration.default('permanent'),
    reason: Sanction.shape.reason,
  })
  .transform(({ user_id, ...rest }) => ({ ...rest, userId: user_id }));

const ResolveBody = z
  .strictObject({
    status: ResolveReport.shape.status,
    resolution: ResolveReport.shape.resolution,
    delete_message: ResolveReport.shape.deleteMessage,
  })
  .transform(({ delete_message, ...rest }) => ({ ...rest, deleteMessage: delete_message }));

const ReportQuery = z.strictObject({
  status: z.enum(['open', 'dismissed', 'actioned']).optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(100)).default(20),
  before: z.coerce.number().pipe(z.int().positive()).optional(),
});

const AuditQuery = z
  .strictObject({
    room: RoomRef.optional(),
    user_id: z.coerce.number().pipe(UserId).optional(),
    limit: ReportQuery.shape.limit,
    before: ReportQuery.shape.before,
  })
  .transform(({ user_id, ...rest }) => ({ ...rest, userId: user_id }));

const done = { status: 204, description: 'Done' } as const;
const call = { tag: 'Chat', access: 'user' } as const;

const bytes = { description: 'The bytes', contentType: '*/*' } as const;

export const chatRoutes = {
  listRooms: http('GET', '/chat/rooms', {
    ...call,
    id: 'listRooms',
    summary: 'The public rooms and one’s own',
    success: [{ status: 200, description: 'The rooms', body: z.array(WireRoom).max(500) }],
  }),
  createRoom: http('POST', '/chat/rooms', {
    ...call,
    id: 'createRoom',
    summary: 'Open a room',
    body: RoomBody,
    success: [{ status: 201, description: 'The room', body: WireRoom }],
  }),
  getRoom: http('GET', '/chat/rooms/:id', {
    ...call,
    id: 'getRoom',
    summary: 'One room, by its id or name',
    params: RoomParam,
    success: [{ status: 200, description: 'The room', body: WireRoom }],
    errors: ['ROOM_NOT_FOUND'],
  }),
  deleteRoom: http('DELETE', '/chat/rooms/:id', {
    ...call,
    id: 'deleteRoom',
    summary: 'Close a room (owner, moderators)',
    params: RoomParam,
    success: [done],
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN'],
  }),
  roomMessages: http('GET', '/chat/rooms/:id/messages', {
    ...call,
    id: 'roomMessages',
    summary: "A page of a room's messages, the newest page first, each page oldest first",
    params: RoomParam,
    query: PageOfMessages,
    success: [{ status: 200, description: 'The messages', body: WireMessages }],
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
  }),
  markRoomRead: http('PUT', '/chat/rooms/:id/read', {
    ...call,
    id: 'markRoomRead',
    summary: 'Move one’s mark, backwards too',
    params: RoomParam,
    body: z.strictObject({ seq: Seq }),
    success: [done],
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN'],
  }),
  roomOnline: http('GET', '/chat/rooms/:id/online', {
    ...call,
    id: 'roomOnline',
    summary: 'Who is in a room now',
    params: RoomParam,
    success: [
      { status: 200, description: 'The people', body: z.array(z.object({ user_id: z.int(), username: z.string() })).max(500) },
    ],
    errors: ['ROOM_NOT_FOUND'],
  }),
  roomMembers: http('GET', '/chat/rooms/:id/members', {
    ...call,
    id: 'roomMembers',
    summary: 'The members of a room',
    params: RoomParam,
    success: [{ status: 200, description: 'The members', body: z.array(WireMember).max(500) }],
    errors: ['ROOM_NOT_FOUND'],
  }),
  inviteMember: http('POST', '/chat/rooms/:id/members', {
    ...call,
    id: 'inviteMember',
    summary: 'Make somebody a member',
    params: RoomParam,
    body: z.strictObject({ user_id: UserId }),
    success: [{ status: 201, description: 'The member', body: WireMember }],
    errors: ['ROOM_NOT_FOUND', 'USER_NOT_FOUND', 'FORBIDDEN', 'ROOM_FULL', 'BANNED'],
  }),
  leaveRoom: http('DELETE', '/chat/rooms/:id/members/me', {
    ...call,
    id: 'leaveRoom',
    summary: 'End one’s own membership',
    params: RoomParam,
    success: [done],
    errors: ['ROOM_NOT_FOUND'],
  }),
  dismissMember: http('DELETE', '/chat/rooms/:id/members/:userId', {
    ...call,
    id: 'dismissMember',
    summary: 'End the membership of another (owner, moderators)',
    params: RoomPersonParam,
    success: [done],
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN'],
  }),
  listBans: http('GET', '/chat/rooms/:id/bans', {
    ...call,
    id: 'listBans',
    summary: 'The bans and mutes in force (owner, moderators)',
    params: RoomParam,
    success: [{ status: 200, description: 'The bans and mutes', body: z.array(WireSanction).max(500) }],
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN'],
  }),
  ban: http('POST', '/chat/rooms/:id/bans', {
    ...call,
    id: 'banMember',
    summary: 'Ban, mute or kick somebody (owner, moderators)',
    params: RoomParam,
    body: SanctionBody,
    success: [{ status: 201, description: 'The measure', body: WireSanction }],
    errors: ['ROOM_NOT_FOUND', 'USER_NOT_FOUND', 'FORBIDDEN'],
  }),
  unban: http('DELETE', '/chat/rooms/:id/bans/:userId', {
    ...call,
    id: 'unbanMember',
    summary: 'Lift a ban or mute',
    params: RoomPersonParam,
    success: [done],
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN'],
  }),
  directMessages: http('GET', '/chat/dm/:userId', {
    ...call,
    id: 'directMessages',
    summary: 'A page of the messages with another person, oldest first',
    params: PersonParam,
    query: PageOfMessages,
    success: [{ status: 200, description: 'The messages', body: WireMessages }],
    errors: ['USER_NOT_FOUND'],
  }),
  markDirectRead: http('POST', '/chat/dm/:userId/read', {
    ...call,
    id: 'markDirectRead',
    summary: 'Everything of a conversation is read',
    params: PersonParam,
    success: [done],
    errors: ['USER_NOT_FOUND'],
  }),
  conversations: http('GET', '/chat/conversations', {
    ...call,
    id: 'conversations',
    summary: 'One’s direct conversations, the newest first',
    success: [{ status: 200, description: 'The conversations', body: z.array(WireConversation).max(500) }],
  }),
  search: http('GET', '/chat/search', {
    ...call,
    id: 'searchMessages',
    summary: 'Messages in the rooms that one may read, the best match first; `q` may hold from:, in:, before:, after: and has:',
    query: SearchQuery,
    success: [{ status: 200, description: 'The messages', body: WireMessages }],
  }),
  block: http('PUT', '/chat/blocks/:userId', {
    ...call,
    id: 'block',
    summary: 'Take no direct messages from a person',
    params: PersonParam,
    success: [done],
    errors: ['USER_NOT_FOUND'],
  }),
  unblock: http('DELETE', '/chat/blocks/:userId', {
    ...call,
    id: 'unblock',
    summary: 'Lift a block',
    params: PersonParam,
    success: [done],
  }),
  listReports: http('GET', '/chat/reports', {
    ...call,
    id: 'listReports',
    summary: 'Reports, the newest first (moderators)',
    access: 'moderator',
    query: ReportQuery,
    success: [{ status: 200, description: 'The reports', body: z.array(WireReport).max(100) }],
  }),
  resolveReport: http('PUT', '/chat/reports/:id', {
    ...call,
    id: 'resolveReport',
    summary: 'Close a report (moderators)',
    access: 'moderator',
    params: IdParam,
    body: ResolveBody,
    success: [{ status: 200, description: 'The report', body: WireReport }],
  }),
  messageVersions: http('GET', '/chat/messages/:id/versions', {
    ...call,
    id: 'messageVersions',
    summary: 'What a message said before it was edited or deleted, the oldest first (moderators)',
    access: 'moderator',
    params: IdParam,
    success: [{ status: 200, description: 'The earlier versions', body: z.array(WireVersion).max(500) }],
    errors: ['NOT_FOUND'],
  }),
  moderationAudit: http('GET', '/chat/audit', {
    ...call,
    id: 'moderationAudit',
    summary: 'What moderators did, the newest first (moderators)',
    access: 'moderator',
    query: AuditQuery,
    success: [{ status: 200, description: 'The lines', body: z.array(WireAuditLine).max(100) }],
  }),
  uploadChatFile: http('PUT', '/chat-uploads', {
    id: 'uploadChatFile',
    tag: 'Chat',
    edition: 'root',
    access: 'none',
    summary: 'The bytes of a file, at the place that `file_upload` on a socket was given',
    query: TokenQuery,
    bodyKind: 'bytes',
    success: [{ status: 201, description: 'The message that it became', body: z.object({ message_id: z.int(), seq: z.int() }) }],
    errors: [
      'URL_INVALID',
      'UNAUTHENTICATED',
      'BANNED',
      'FORBIDDEN',
      'ROOM_NOT_FOUND',
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'UPLOAD_INCOMPLETE',
      'CONFLICT',
      'QUOTA_EXCEEDED',
    ],
    idempotencyKey: false,
  }),
  downloadChatFile: http('GET', '/chat-files', {
    id: 'downloadChatFile',
    tag: 'Chat',
    edition: 'root',
    access: 'none',
    summary: 'The bytes of a file, by its signed link',
    query: TokenQuery,
    success: [
      { ...bytes, status: 200 },
      { ...bytes, status: 206, description: 'The range asked for' },
    ],
    errors: ['URL_INVALID', 'RANGE_NOT_SATISFIABLE'],
    etag: false,
  }),
};
