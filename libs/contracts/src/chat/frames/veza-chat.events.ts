import { z } from 'zod';
import { documented } from './documented.js';
import { FIELD } from './field-texts.js';
import * as numeric from './numeric-parts.js';
import { alice, answer, author, message, posted, sent } from './numeric-parts.js';
import * as part from './parts.js';
import { SAMPLE } from './samples.js';
import { AuthExpiring } from './shared-frames.js';
import { EVENTS } from './texts.js';

const room = { room: part.RoomIdOut };
const place = { room: part.MaybeRoomId, to_user_id: z.int().optional().describe(FIELD.addressee) };
const change = { ...place, ...message, ...author, created_at: part.SentAt, seq: part.Seq };
const result = { success: part.Success, message: z.string().describe('A sentence for the log of the client') };

const inRoom = { room: 'general', message_id: 12, ...alice, created_at: SAMPLE.at, seq: 43 };
const client_id = SAMPLE.clientId;

export const sends = {
  auth_success: documented(z.object({ ...answer, ...author, session_id: part.SessionId }), EVENTS.authenticated, {
    'A user': { ...alice, session_id: SAMPLE.sessionId },
  }),
  auth_expiring: AuthExpiring,
  pong: numeric.Pong,
  join_room_ack: documented(
    z.object({ ...answer, ...room, ...result, last_seq: part.LastSeq, ...part.SinceResult }),
    EVENTS.joined,
    {
      'The room is joined': { room: 'general', success: true, message: 'Joined room successfully', last_seq: 42 },
    },
  ),
  leave_room_ack: documented(z.object({ ...answer, ...room, ...result }), EVENTS.left, {
    'The room is left': { room: 'general', success: true, message: 'Left room successfully' },
  }),
  user_connected: documented(z.object({ ...author, ...room }), EVENTS.entered, { Alice: { ...alice, room: 'general' } }),
  user_disconnected: documented(z.object({ ...author, ...room }), EVENTS.exited, { Alice: { ...alice, room: 'general' } }),
  room_presence: numeric.RoomPresence,
  room_message: documented(z.object({ ...sent, ...room, ...author, client_id: part.ClientIdOut }), EVENTS.message, {
    'A text': { ...posted, ...alice, room: 'general', client_id },
    'An audio file': {
      ...posted,
      ...alice,
      content: SAMPLE.file.filename,
      message_type: 'audio',
      media_url: SAMPLE.file.url,
      media_type: SAMPLE.file.mime_type,
      duration: 4,
      room: 'general',
      client_id,
    },
    'A reaction': {
      ...posted,
      ...alice,
      content: '👍',
      message_type: 'reaction',
      reply_to: 12,
      seq: 43,
      room: 'general',
      client_id: null,
    },
  }),
  message_ack: numeric.MessageAck,
  direct_message: documented(
    z.object({
      ...sent,
      from_user_id: z.int().describe('Id of the author'),
      from_username: z.string().describe('User name of the author'),
      to_user_id: z.int().describe('Id of the recipient'),
      client_id: part.ClientIdOut,
    }),
    EVENTS.direct,
    {
      'A direct message': {
        ...posted,
        id: 13,
        content: 'Are you free at ten?',
        seq: 4,
        from_user_id: 5,
        from_username: 'alice',
        to_user_id: 7,
        client_id,
      },
    },
  ),
  message_edited: documented(z.object({ ...change, content: part.Text }), EVENTS.edited, {
    'In a room': { ...inRoom, content: 'Are the new oud samples out yet?' },
  }),
  message_deleted: documented(z.object(change), EVENTS.deleted, { 'In a room': inRoom }),
  reaction_removed: documented(z.object({ ...change, content: part.EmojiOut }), EVENTS.unreacted, {
    'In a room': { ...inRoom, content: '👍' },
  }),
  message_history: documented(
    z.object({
      ...answer,
      room: part.MaybeRoomId,
      with_user: z.int().optional().describe('Id of the other user of the conversation; absent for a room'),
      messages: z.array(z.object(numeric.asHistory)).describe(FIELD.messages),
      ...numeric.page,
    }),
    EVENTS.history,
    { 'A room': { room: 'general', messages: [numeric.pastPosted], total: 1, has_more: false } },
  ),
  typing: documented(z.object({ ...room, ...author, is_typing: part.IsTyping }), EVENTS.typing, {
    'Alice types': { room: 'general', ...alice, is_typing: true },
  }),
  read_receipt: documented(z.object({ ...place, ...author, ...message }), EVENTS.read, {
    'In a room': { room: 'general', ...alice, message_id: 12 },
    'In a conversation': { to_user_id: 7, ...alice, message_id: 13 },
  }),
  ...numeric.alikeEvents,
  error: documented(
    z.object({
      message: part.ErrorMessage,
      code: part.ErrorCodeText,
      details: z
        .record(z.string(), z.unknown())
        .describe('Faulty fields with their faults, the room, `retry_after` in seconds, `banned_until`'),
      client_id: part.AnsweredId,
    }),
    EVENTS.error,
    {
      'A limit is exceeded': {
        message: 'Too many messages; try again later',
        code: 'RATE_LIMITED',
        details: { room: 'general', retry_after: 6 },
        client_id,
      },
      'The user is banned in the room': {
        message: 'You are banned from this room',
        code: 'PERMISSION_DENIED',
        details: { banned_until: '2026-11-21T10:00:00.000Z', room: 'general' },
        client_id,
      },
    },
  ),
};
