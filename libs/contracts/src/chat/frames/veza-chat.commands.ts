import { z } from 'zod';
import { MessageId, UserId } from '../fields.js';
import { documented } from './documented.js';
import { FIELD } from './field-texts.js';
import * as part from './parts.js';
import { SAMPLE } from './samples.js';
import { Batch, Ping, Sync } from './shared-frames.js';
import { COMMANDS } from './texts.js';

const command = { client_id: part.ClientId };
const room = { room: part.Room };
const message = { message_id: MessageId.describe(FIELD.messageId) };
const body = { content: part.Content, ...part.numericDraft };
const clientId = SAMPLE.clientId;

export const receives = {
  auth: documented(
    z.object({ token: part.Token }),
    { ...COMMANDS.authenticate, replies: ['auth_success'] },
    { 'First frame': { token: SAMPLE.token } },
  ),
  ping: Ping,
  join_room: documented(
    z.object({ ...command, ...room, since: part.Since }),
    { ...COMMANDS.join, replies: ['join_room_ack'] },
    { 'Join from now on': { room: 'general' }, 'Join and replay everything after event 41': { room: 'general', since: 41 } },
  ),
  leave_room: documented(
    z.object({ ...command, ...room }),
    { ...COMMANDS.leave, replies: ['leave_room_ack'] },
    { 'Leave a room': { room: 'general' } },
  ),
  room_message: documented(
    z.object({ ...command, ...room, ...body }),
    {
      summary: 'Post a message or reaction to a room',
      description: `${COMMANDS.send.description} With the type \`reaction\`, the emoji as content and \`reply_to\`, it is a reaction.`,
      replies: ['message_ack', 'room_message'],
    },
    {
      'Text to a room': { client_id: clientId, room: 'general', content: SAMPLE.text, message_type: 'text' },
      'An audio file': {
        client_id: clientId,
        room: 'general',
        content: SAMPLE.file.filename,
        message_type: 'audio',
        media_url: SAMPLE.file.url,
        duration: 4,
      },
      Reaction: { room: 'general', content: '👍', message_type: 'reaction', reply_to: 12 },
    },
  ),
  direct_message: documented(
    z.object({ ...command, to_user_id: UserId.describe('Id of the recipient'), ...body }),
    { ...COMMANDS.sendDirect, replies: ['message_ack', 'direct_message'] },
    {
      'Direct message': { client_id: clientId, to_user_id: 7, content: 'Are you free at ten?', message_type: 'text' },
    },
  ),
  remove_reaction: documented(
    z.object({ ...command, ...message, content: part.Emoji }),
    { ...COMMANDS.unreact, replies: ['reaction_removed'] },
    { 'Remove a reaction': { message_id: 12, content: '👍' } },
  ),
  edit_message: documented(
    z.object({ ...command, ...message, content: part.Content }),
    { ...COMMANDS.edit, replies: ['message_edited'] },
    { 'Correct a message': { client_id: clientId, message_id: 12, content: 'Are the new oud samples out yet?' } },
  ),
  delete_message: documented(
    z.object({ ...command, ...message }),
    { ...COMMANDS.remove, replies: ['message_deleted'] },
    { 'Delete a message': { client_id: clientId, message_id: 12 } },
  ),
  read_receipt: documented(
    z.object({
      ...command,
      room: part.Room.optional().describe('Id of the room of the message; informative, the message decides'),
      user_id: UserId.optional().describe('Id of the other user of the conversation; informative, the message decides'),
      ...message,
    }),
    { ...COMMANDS.read, replies: ['read_receipt'] },
    { 'In a room': { room: 'general', message_id: 12 }, 'In a conversation': { user_id: 7, message_id: 13 } },
  ),
  typing: documented(z.object({ ...command, ...room, is_typing: part.IsTyping }), COMMANDS.typing, {
    'Start typing': { room: 'general', is_typing: true },
  }),
  room_history: documented(
    z.object({ ...command, ...room, ...part.numericPage }),
    { ...COMMANDS.history, replies: ['message_history'] },
    {
      'The newest page': { room: 'general', limit: 50 },
      'The page before a message': { room: 'general', limit: 50, before: 12 },
    },
  ),
  dm_history: documented(
    z.object({ ...command, with_user: UserId.describe('Id of the other user'), ...part.numericPage }),
    { ...COMMANDS.directHistory, replies: ['message_history'] },
    { 'The newest page': { with_user: 7, limit: 50 } },
  ),
  report_message: documented(
    z.object({ ...command, ...message, reason: part.Reason, details: part.Details }),
    { ...COMMANDS.report, replies: ['report_received'] },
    { 'Report spam': { message_id: 12, reason: 'spam', details: 'The same link in three rooms' } },
  ),
  sync: Sync,
  file_upload: documented(
    z.object({ ...command, ...room, filename: part.Filename, mime_type: part.MimeType, size: part.Size }),
    { ...COMMANDS.upload, replies: ['file_upload_ready'] },
    {
      'An audio file': {
        room: 'general',
        filename: SAMPLE.file.filename,
        mime_type: SAMPLE.file.mime_type,
        size: SAMPLE.file.size,
      },
    },
  ),
  message_batch: documented(Batch.extend(command), COMMANDS.batch, {
    'Two commands': {
      messages: [
        { type: 'join_room', data: { room: 'general' } },
        { type: 'room_history', data: { room: 'general', limit: 20 } },
      ],
    },
  }),
};
