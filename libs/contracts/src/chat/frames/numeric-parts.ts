import { z } from 'zod';
import { documented, extended } from './documented.js';
import { FIELD } from './field-texts.js';
import * as part from './parts.js';
import { SAMPLE } from './samples.js';
import { FileReady as AnyFileReady, NotResumed, Resumed, ResumeToken, SyncDone as AnySyncDone } from './shared-frames.js';
import { EVENTS } from './texts.js';

/** Fields of events that the dialects with numeric ids spell alike. */
export const author = { user_id: z.int().describe(FIELD.author.id), username: z.string().describe(FIELD.author.name) };
export const message = { message_id: z.int().describe(FIELD.messageId) };
export const sent = {
  id: z.int().describe(FIELD.messageId),
  content: part.Text,
  message_type: part.MessageKind,
  created_at: part.SentAt,
  ...part.Media,
  reply_to: z.int().optional().describe(FIELD.replyTo),
  seq: part.Seq,
};
export const asHistory = {
  ...sent,
  ...author,
  is_edited: part.IsEdited,
  is_deleted: part.IsDeleted,
  attachments: part.Attachments,
  reactions: part.Reactions,
};
export const page = { total: part.Total, has_more: part.HasMore };

/** A frame that answers one command. */
export const answer = { client_id: part.AnsweredId };

/** Frames that are equal in both dialects. */
export const Pong = documented(z.object({ ...answer, timestamp: part.Iso.describe('Time of the server') }), EVENTS.pong, {
  Pong: { timestamp: SAMPLE.at },
});
export const MessageAck = documented(
  z.object({ client_id: part.ClientIdOut, id: sent.id, seq: part.Seq, duplicate: part.Duplicate }),
  EVENTS.ack,
  {
    'A new message': { client_id: SAMPLE.clientId, id: 12, seq: 42, duplicate: false },
    'A repeated send': { client_id: SAMPLE.clientId, id: 12, seq: 42, duplicate: true },
  },
);
const ReportReceived = documented(z.object({ ...answer, report_id: z.int().describe('Id of the report') }), EVENTS.reported, {
  'The report is stored': { report_id: 4 },
});
const SyncDone = extended(AnySyncDone, answer);
const FileReady = extended(AnyFileReady, answer);
export const RoomPresence = documented(z.object({ room: part.RoomIdOut, users_online: part.UsersOnline }), EVENTS.presence, {
  'A large room': { room: 'general', users_online: 412 },
});
const RoomFile = documented(part.Attachment.extend({ room: part.RoomIdOut, ...message }), EVENTS.file, {
  'An audio file': { ...SAMPLE.file, room: 'general', message_id: 12 },
});
const RoomUpdated = documented(z.object({ room: part.RoomIdOut, ...part.roomFacts }), EVENTS.roomUpdated, {
  'A new name and slow mode': {
    room: 'general',
    name: 'Strings',
    description: null,
    is_private: false,
    member_limit: null,
    slow_mode: 30,
  },
});
const MemberUpdated = documented(z.object({ room: part.RoomIdOut, ...author, ...part.numericMemberRole }), EVENTS.memberUpdated, {
  'A new moderator': { room: 'general', user_id: 5, username: 'alice', role: 'moderator' },
});
const ModerationAction = documented(
  z.object({
    ...part.moderation,
    ...author,
    moderator_id: z.int().describe(FIELD.moderator),
    room: part.RoomIdOut,
    message_id: z.int().optional().describe('Id of the deleted message'),
  }),
  EVENTS.moderated,
  {
    'A ban for a day': {
      action: 'user_banned',
      reason: 'spam',
      duration: '24h',
      user_id: 7,
      username: 'bob',
      moderator_id: 1,
      room: 'general',
    },
  },
);
const TrackNotification = documented(
  z.object({
    notification_id: z.int().describe(FIELD.notificationId),
    track_id: z.int().describe(FIELD.trackId),
    ...part.trackNotice,
    created_at: part.Iso.describe('When the track became ready or failed'),
  }),
  EVENTS.trackNotice,
  {
    'A track is ready': { notification_id: 12, track_id: 9, ...SAMPLE.trackNotice.ready, created_at: SAMPLE.at },
    'A track failed': { notification_id: 13, track_id: 10, ...SAMPLE.trackNotice.failed, created_at: SAMPLE.at },
  },
);

const NoticesChanged = documented(z.object(part.noticesChanged), EVENTS.notices, {
  'A comment': { kind: 'comment' },
  'Read elsewhere': { kind: null },
});

/** Fields of examples. */
export const alice = { user_id: 5, username: 'alice' };
export const posted = { id: 12, content: SAMPLE.text, message_type: 'text', created_at: SAMPLE.at, seq: 42 };
export const pastPosted = {
  ...posted,
  ...alice,
  is_edited: false,
  is_deleted: false,
  attachments: [],
  reactions: SAMPLE.reactions,
};

/** Events that both dialects with numeric ids send alike. */
export const alikeEvents = {
  report_received: ReportReceived,
  sync_done: SyncDone,
  resume_token: ResumeToken,
  resumed: Resumed,
  not_resumed: NotResumed,
  file_upload_ready: FileReady,
  file_download: RoomFile,
  room_updated: RoomUpdated,
  member_updated: MemberUpdated,
  moderation_action: ModerationAction,
  track_notification: TrackNotification,
  notices_changed: NoticesChanged,
};
