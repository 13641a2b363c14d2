import { z } from 'zod';
import { text } from '../../text.js';
import { documented } from './documented.js';
import { FIELD } from './field-texts.js';
import * as part from './parts.js';
import { SAMPLE } from './samples.js';
import { Batch, Ping, Sync } from './shared-frames.js';
import { COMMANDS } from './texts.js';

const room = { room_id: part.Room };
const message = { message_id: part.MessageIdText };
const page = { limit: part.Limit, offset: part.Offset, before: part.MessageIdText.optional().describe(FIELD.cursor) };

/** A message to a room (`room_id`) or, with `is_private`, to a user (`recipient_id`). */
const Message = z.object({
  room_id: part.Room.optional().describe('Id or name of the room; ignored in a private message'),
  recipient_id: part.UserIdText.optional().describe('Id of the recipient of a private message'),
  is_private: z.boolean().optional().describe('Whether the message is a direct message to `recipient_id`'),
  content: part.Content,
  message_type: part.SentType,
  reply_to: part.MessageIdText.nullish().describe('Id of the message that this one replies to, or that a reaction is for'),
  mentions: z
    .array(text(0, 100))
    .max(50)
    .optional()
    .describe('User names to mention, besides those that the content mentions with @'),
  attachments: z
    .array(
      z.union([
        z.string().max(2_000).describe('Link of an uploaded file'),
        z.looseObject({ url: z.string().max(2_000).describe('Link of an uploaded file') }),
      ]),
    )
    .max(10)
    .optional()
    .describe('Links of files that the user uploaded for this room'),
  ...part.sentMedia,
});

export const receives = {
  auth: documented(
    z.object({ token: part.Token }),
    { ...COMMANDS.authenticate, replies: ['auth_success', 'auth_error'] },
    { 'First frame': { token: SAMPLE.token } },
  ),
  ping: Ping,
  join_room: documented(
    z.object({ ...room, since: part.Since }),
    { ...COMMANDS.join, replies: ['room_joined'] },
    {
      'Join from now on': { room_id: 'general' },
      'Join and replay everything after event 41': { room_id: 'general', since: 41 },
    },
  ),
  leave_room: documented(
    z.object(room),
    { ...COMMANDS.leave, replies: ['room_left'] },
    { 'Leave a room': { room_id: 'general' } },
  ),
  message: documented(
    Message,
    {
      summary: 'Post a message or reaction to a room, or send a direct message',
      description: [
        COMMANDS.send.description,
        'With `is_private` and `recipient_id` it is a direct message: every connection of both users receives it, and `room_id` is ignored.',
        'With the type `reaction`, the emoji as content and `reply_to`, it is a reaction.',
      ].join(' '),
      replies: ['message_ack', 'message_received', 'private_message'],
    },
    {
      'Text to a room': { room_id: 'general', content: SAMPLE.text, message_type: 'text' },
      'Direct message': { recipient_id: '7', is_private: true, content: 'Are you free at ten?' },
      Reaction: { room_id: 'general', content: '👍', message_type: 'reaction', reply_to: '12' },
    },
  ),
  remove_reaction: documented(
    z.object({ ...message, content: part.Emoji }),
    { ...COMMANDS.unreact, replies: ['reaction_removed'] },
    { 'Remove a reaction': { message_id: '12', content: '👍' } },
  ),
  edit_message: documented(
    z.object({ ...message, content: part.Content }),
    { ...COMMANDS.edit, replies: ['message_edited'] },
    { 'Correct a message': { message_id: '12', content: 'Are the new oud samples out yet?' } },
  ),
  delete_message: documented(
    z.object(message),
    { ...COMMANDS.remove, replies: ['message_deleted'] },
    { 'Delete a message': { message_id: '12' } },
  ),
  read_receipt: documented(
    z.object({
      room_id: part.Room.optional().describe('Id of the room of the message; informative, the message decides'),
      user_id: part.UserIdText.optional().describe('Id of the other user of the conversation; informative, the message decides'),
      ...message,
    }),
    { ...COMMANDS.read, replies: ['read_receipt'] },
    { 'In a room': { room_id: 'general', message_id: '12' }, 'In a conversation': { user_id: '7', message_id: '13' } },
  ),
  typing_start: documented(
    z.object(room),
    { ...COMMANDS.typing, summary: 'Show the typing indicator of the user' },
    { 'Start typing': { room_id: 'general' } },
  ),
  typing_stop: documented(
    z.object(room),
    { ...COMMANDS.typing, summary: 'Clear the typing indicator of the user' },
    { 'Stop typing': { room_id: 'general' } },
  ),
  room_history: documented(
    z.object({ ...room, ...page }),
    { ...COMMANDS.history, replies: ['message_history'] },
    {
      'The newest page': { room_id: 'general', limit: 50 },
      'The page before a message': { room_id: 'general', limit: 50, before: '12' },
    },
  ),
  dm_history: documented(
    z.object({ user_id: part.UserIdText.describe('Id of the other user'), ...page }),
    { ...COMMANDS.directHistory, replies: ['message_history'] },
    { 'The newest page': { user_id: '7', limit: 50 } },
  ),
  report_message: documented(
    z.object({ ...message, reason: part.Reason, details: part.Details }),
    { ...COMMANDS.report, replies: ['report_received'] },
    { 'Report spam': { message_id: '12', reason: 'spam', details: 'The same link in three rooms' } },
  ),
  sync: Sync,
  file_upload: documented(
    z.object({ ...room, filename: part.Filename, mime_type: part.MimeType, size: part.Size, voice: part.IsVoice }),
    { ...COMMANDS.upload, replies: ['file_upload_ready'] },
    {
      'An audio file': {
        room_id: 'general',
        filename: SAMPLE.file.filename,
        mime_type: SAMPLE.file.mime_type,
        size: SAMPLE.file.size,
      },
    },
  ),
  message_batch: documented(Batch, COMMANDS.batch, {
    'Two commands': {
      messages: [
        { type: 'join_room', id: 'c-18', data: { room_id: 'general' } },
        { type: 'room_history', id: 'c-19', data: { room_id: 'general', limit: 20 } },
      ],
    },
  }),
};
