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
const HistoryMessage = z.object({ ...numeric.asHistory, room_id: part.MaybeRoomId });
const From = z
  .int()
  .describe('The other user of the conversation, from the point of view of the receiver; the author is `user_id`');
const To = z.int().describe('Id of the recipient');
/** A room, or the two sides of a direct conversation. */
const place = { room: part.MaybeRoomId, from: From.optional(), to: z.int().optional().describe(FIELD.addressee) };
const change = {
  ...place,
  id: z.int().describe(FIELD.messageId),
  message_id: z.int().describe('The same as `id`'),
  ...author,
  created_at: part.SentAt,
  seq: part.Seq,
};
const user = { ...room, userId: z.int().describe(FIELD.author.id), username: z.string().describe(FIELD.author.name) };

const client_id = SAMPLE.clientId;
const Alice = { room: 'general', userId: 5, username: 'alice' };
const inRoom = { room: 'general', id: 12, message_id: 12, ...alice, created_at: SAMPLE.at, seq: 43 };

export const sends = {
  auth_success: documented(z.object({ ...answer, ...author }), EVENTS.authenticated, { 'A user': alice }),
  auth_expiring: AuthExpiring,
  pong: numeric.Pong,
  join_ack: documented(
    z.object({ ...answer, ...room, success: part.Success, last_seq: part.LastSeq, ...part.SinceResult }),
    EVENTS.joined,
    {
      'The room is joined': { room: 'general', success: true, last_seq: 42 },
    },
  ),
  leave_ack: documented(z.object({ ...answer, ...room, success: part.Success }), EVENTS.left, {
    'The room is left': { room: 'general', success: true },
  }),
  user_joined: documented(z.object(user), EVENTS.entered, { Alice }),
  user_left: documented(z.object(user), EVENTS.exited, { Alice }),
  room_presence: numeric.RoomPresence,
  message: documented(
    z.object({
      ...sent,
      ...author,
      ...room,
      room_id: z.string().describe('The same as `room`'),
      client_id: part.ClientIdOut,
    }),
    { ...EVENTS.message, summary: 'A message was posted to a room' },
    { 'A text': { room: 'general', room_id: 'general', ...posted, ...alice, client_id } },
  ),
  message_ack: numeric.MessageAck,
  dm: documented(
    z.object({
      ...sent,
      ...author,
      from: From,
      to: To,
      recipient_id: z.int().describe('The same as `to`'),
      client_id: part.ClientIdOut,
    }),
    { ...EVENTS.direct, summary: 'A direct message was sent' },
    {
      'As the recipient receives it': {
        from: 5,
        to: 7,
        recipient_id: 7,
        ...posted,
        id: 13,
        content: 'Are you free at ten?',
        seq: 4,
        ...alice,
        client_id,
      },
    },
  ),
  reaction: documented(
    z.object({ ...change, messageId: z.int().describe('The same as `id`'), content: part.EmojiOut }),
    EVENTS.reacted,
    { 'In a room': { ...inRoom, messageId: 12, content: '👍' } },
  ),
  reaction_removed: documented(z.object({ ...change, content: part.EmojiOut }), EVENTS.unreacted, {
    'In a room': { ...inRoom, content: '👍' },
  }),
  message_edited: documented(z.object({ ...change, content: part.Text }), EVENTS.edited, {
    'In a room': { ...inRoom, content: 'Are the new oud samples out yet?' },
  }),
  message_deleted: documented(z.object(change), EVENTS.deleted, { 'In a room': inRoom }),
  room_history: documented(
    z.object({ ...answer, ...room, messages: z.array(HistoryMessage).describe(FIELD.messages), ...numeric.page }),
    EVENTS.history,
    { 'A room': { room: 'general', messages: [{ ...numeric.pastPosted, room_id: 'general' }], total: 1, has_more: false } },
  ),
  dm_history: documented(
    z.object({
      ...answer,
      with: z.int().describe('Id of the other user'),
      messages: z.array(HistoryMessage).describe(FIELD.messages),
      ...numeric.page,
    }),
    EVENTS.history,
    { 'A conversation': { with: 7, messages: [numeric.pastPosted], total: 1, has_more: false } },
  ),
  typing: documented(z.object({ ...user, isTyping: part.IsTyping }), EVENTS.typing, {
    'Alice types': { ...Alice, isTyping: true },
  }),
  read_receipt: documented(z.object({ ...place, ...author, ...message }), EVENTS.read, {
    'In a room': { room: 'general', ...alice, message_id: 12 },
    'In a conversation': { from: 5, to: 7, ...alice, message_id: 13 },
  }),
  ...numeric.alikeEvents,
  error: documented(
    z.object({
      code: part.ErrorCodeText,
      message: part.ErrorMessage,
      client_id: part.AnsweredId,
      retry_after: part.RetryAfter,
    }),
    EVENTS.error,
    { 'A limit is exceeded': { code: 'RATE_LIMITED', message: 'Too many messages; try again later', client_id, retry_after: 6 } },
  ),
};
