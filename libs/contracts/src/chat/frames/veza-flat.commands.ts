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
/** One of the two must be there. */
const message = {
  message_id: MessageId.optional().describe(`${FIELD.messageId}. This field or \`messageId\` is required`),
  messageId: MessageId.optional().describe('The same as `message_id`'),
};
const body = { content: part.Content, ...part.numericDraft };
const clientId = SAMPLE.clientId;

export const receives = {
  auth: documented(
    z.object({ token: part.Token }),
    { ...COMMANDS.authenticate, replies: ['auth_success'] },
    { 'First frame': { token: SAMPLE.token } },
  ),
  ping: Ping,
  join: documented(
    z.object({ ...command, ...room, since: part.Since }),
    { ...COMMANDS.join, replies: ['join_ack'] },
    { 'Join from now on': { room: 'general' }, 'Join and replay everything after event 41': { room: 'general', since: 41 } },
  ),
  leave: documented(
    z.object({ ...command, ...room }),
    { ...COMMANDS.leave, replies: ['leave_ack'] },
    { 'Leave a room': { room: 'general' } },
  ),
  message: documented(
    z.object({ ...command, ...room, ...body }),
    { ...COMMANDS.send, replies: ['message_ack', 'message'] },
    { 'Text to a room': { client_id: clientId, room: 'general', content: SAMPLE.text } },
  ),
  dm: documented(
    z.object({ ...command, to: UserId.describe('Id of the recipient'), ...body }),
    { ...COMMANDS.sendDirect, replies: ['message_ack', 'dm'] },
    { 'Direct message': { client_id: clientId, to: 7, content: 'Are you free at ten?' } },
  ),
  reaction: documented(
    z.object({
      ...command,
      room: part.Room.optional().describe('Id of the room of the message; informative, the message decides'),
      ...message,
      content: part.Emoji,
    }),
    { ...COMMANDS.react, replies: ['reaction'] },
    { 'Add a reaction': { room: 'general', messageId: 12, content: '👍' } },
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
    { 'In a room': { room: 'general', message_id: 12 } },
  ),
  typing: documented(z.object({ ...command, ...room, isTyping: part.IsTyping }), COMMANDS.typing, {
    'Start typing': { room: 'general', isTyping: true },
  }),
  room_history: documented(
    z.object({ ...command, ...room, ...part.numericPage }),
    { ...COMMANDS.history, replies: ['room_history'] },
    {
      'The newest page': { room: 'general', limit: 50 },
      'The page before a message': { room: 'general', limit: 50, before: 12 },
    },
  ),
  dm_history: documented(
    z.object({ ...command, with: UserId.describe('Id of the other user'), ...part.numericPage }),
    { ...COMMANDS.directHistory, replies: ['dm_history'] },
    { 'The newest page': { with: 7, limit: 50 } },
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
        { type: 'join', room: 'general' },
        { type: 'room_history', room: 'general', limit: 20 },
      ],
    },
  }),
};
