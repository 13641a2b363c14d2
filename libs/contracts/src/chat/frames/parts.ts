import { z } from 'zod';
import { text } from '../../text.js';
import { NoticeKind } from '../../community/notices.js';
import { TrackError } from '../../media/tracks.js';
import { CHAT_BOUNDS, MessageId, RoomRef, RoomRole, Seq as AnySeq, UserId } from '../fields.js';
import { ERROR_CODES } from './errors.js';
import { FIELD } from './field-texts.js';

/** Pieces that several dialects spell alike. */
export const Room = RoomRef.describe('Id or name of the room');
export const ClientId = z
  .union([text(1, CHAT_BOUNDS.clientId), z.number()])
  .nullish()
  .describe(
    'Id of the command, chosen by the client; a number counts as its text. Every answer echoes it; a send with the same id is stored once',
  );
export const AnsweredId = z.string().optional().describe('Id of the command that the frame answers; absent if it had none');
/** The chat itself measures the content and refuses a long one with an error of its own; this only bounds the text. */
export const Content = z.string().min(1).max(64_000).describe('Text of the message, at most 4,000 code points');
export const Emoji = text(1, 32).describe(FIELD.emoji);
export const Reason = text(1, 100).describe('Short reason, such as spam or abuse');
export const Details = text(0, 2_000).default('').describe('Further details for the moderators');
export const Filename = text(1, 255).describe('Name of the file, shown to the room');
export const MimeType = text(3, 127).describe(
  'Media type as the client knows it; the server detects the real one from the bytes',
);
export const Size = z.int().min(1).describe('Size in bytes, at most 25 MiB. The upload may not be larger');
export const Limit = z.int().min(1).max(CHAT_BOUNDS.page).default(50).describe('Number of messages in the page');
export const Offset = z.int().min(0).max(10_000_000).default(0).describe('Number of newer messages to skip');
export const Since = AnySeq.optional().describe('Number of the last event that the client has; every later event is sent');
export const Token = z.string().min(1).max(4_000).describe('Access token');

/** An id as a string of digits. */
const digits = z
  .string()
  .regex(/^[1-9]\d{0,15}$/, 'is not an id')
  .transform(Number);
export const MessageIdText = digits.pipe(MessageId).describe(FIELD.messageId);
export const UserIdText = digits.pipe(UserId).describe('Id of the user');

/** How a message is sent besides its content. */
export const SentType = z.string().max(20).default('text').describe(FIELD.messageType);
export const sentMedia = {
  media_url: z
    .string()
    .max(2_000)
    .optional()
    .describe('Link of a file that the user uploaded for this room. Required for image, audio, voice and file'),
  media_type: z.string().max(127).optional().describe('Accepted and ignored: the server detects the media type'),
  duration: z.number().positive().max(86_400).optional().describe(`${FIELD.duration}. Required for both`),
};

export const RoomIdOut = z.string().describe(FIELD.joined.id);
export const MaybeRoomId = z.string().optional().describe(FIELD.roomOrDirect);
export const Seq = AnySeq.describe(FIELD.seq);
export const LastSeq = AnySeq.describe(FIELD.joined.lastSeq);
export const Iso = z.iso.datetime();
export const SentAt = Iso.describe(FIELD.sentAt);
export const Text = z.string().describe('Text of the message');
export const MessageKind = z.string().describe(FIELD.messageType);
export const UsersOnline = z.int().describe(FIELD.online);
export const ClientIdOut = z.string().nullable().describe(FIELD.clientId);
export const Duplicate = z.boolean().describe('Whether the message was stored by an earlier send with the same id');
export const IsEdited = z.boolean().describe(FIELD.edited);
export const IsDeleted = z.boolean().describe(FIELD.deleted);
export const IsTyping = z.boolean().describe(FIELD.typing);
export const Success = z.boolean().describe(FIELD.success);
export const Total = z.int().describe(FIELD.total);
export const HasMore = z.boolean().describe(FIELD.hasMore);
export const SessionId = z.string().describe(FIELD.sessionId);
export const EmojiOut = z.string().describe(FIELD.emoji);
export const ErrorMessage = z.string().describe('What is wrong, in one sentence');
export const RetryAfter = z.number().optional().describe('Seconds after which the same command can succeed');
export const ErrorCodeText = z.enum(ERROR_CODES).describe('Error code; the codes never change their meaning');

export const Media = {
  media_url: z.string().optional().describe(FIELD.mediaUrl),
  media_type: z.string().optional().describe(FIELD.mediaType),
  duration: z.number().optional().describe(FIELD.duration),
};

export const IsVoice = z.boolean().optional().describe(FIELD.isVoice);
const Voice = z
  .object({
    milliseconds: z.int().describe(FIELD.voice.milliseconds),
    peaks: z.array(z.int()).describe(FIELD.voice.peaks),
  })
  .describe(FIELD.voice.all);

export const Attachment = z.object({
  url: z.string().describe(FIELD.attachment.url),
  filename: z.string().describe(FIELD.attachment.filename),
  mime_type: z.string().describe(FIELD.attachment.mimeType),
  size: z.int().describe(FIELD.attachment.size),
  voice: Voice.optional(),
});
export const Attachments = z.array(Attachment).describe(FIELD.attachments);

export const Reactions = z
  .array(
    z.object({
      emoji: EmojiOut,
      count: z.int().describe('Number of users with this reaction'),
      me: z.boolean().describe('Whether the user is one of them'),
    }),
  )
  .describe('Reactions to the message');

/** What a join reports about `since`. */
export const SinceResult = {
  history_truncated: z
    .literal(true)
    .optional()
    .describe('Not all missed events follow: only the newest 1,000, and those that the installation still keeps'),
  history_reset: z
    .literal(true)
    .optional()
    .describe('`since` is beyond the log, because the server was restored: reload the room from its history'),
};

/** How an upload ended, without the ids and times that the dialects spell differently. */
export const trackNotice = {
  status: z.enum(['ready', 'failed']).describe('What became of the track'),
  title: z.string().describe('One line, in the language of the connection'),
  message: z.string().describe('A sentence or two; of a failure with what to do'),
  error: TrackError.optional(),
};

/** A change of the list of notices. */
export const noticesChanged = { kind: NoticeKind.nullable().describe('Kind of the new notice; null after a reading') };

/** What can be changed about a room. */
export const roomFacts = {
  name: z.string().describe('Name of the room'),
  description: z.string().nullable().describe('Description of the room, or null'),
  is_private: z.boolean().describe('Whether only invited members can see and join the room'),
  member_limit: z.int().nullable().describe('Maximum number of members, or null'),
  slow_mode: z.int().describe('Minimum seconds between two messages of one user; 0 for no limit'),
};

/** The new role of a member, without the ids that the dialects spell differently. */
export const memberRole = { role: RoomRole.describe('Role of the member in the room; a reader does not write') };
/** The clients of these dialects know no reader. */
export const numericMemberRole = {
  role: RoomRole.exclude(['reader']).describe('Role of the member in the room; `member` also of a reader'),
};

/** A moderation action, without the ids that the dialects spell differently. */
export const moderation = {
  action: z
    .enum(['message_deleted', 'user_muted', 'user_kicked', 'user_banned', 'user_unbanned'])
    .describe('What was done; user_unbanned also ends a mute'),
  reason: z.string().describe('Reason given by the moderator, or `automatic: …`'),
  duration: z.string().optional().describe('1h, 24h, 7d or permanent, for a ban or mute'),
};
