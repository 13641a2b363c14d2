import { z } from 'zod';
import { MessageId, UserId } from '../fields.js';
import { documented, extended } from './documented.js';
import { FIELD } from './field-texts.js';
import * as part from './parts.js';
import { SAMPLE } from './samples.js';
import { Ping as AnyPing, Sync as AnySync } from './shared-frames.js';
import { COMMANDS } from './texts.js';

/** Commands and fields that the dialects with numeric ids spell alike. */
export const command = { client_id: part.ClientId };
export const room = { room: part.Room };
export const body = {
  content: part.Content,
  message_type: part.SentType,
  ...part.sentMedia,
  reply_to: MessageId.nullish().describe('Id of the message that this one replies to, or that a reaction is for'),
};
export const page = {
  limit: part.Limit,
  offset: part.Offset,
  before: MessageId.optional().describe(FIELD.cursor),
};
export const report = { reason: part.Reason, details: part.Details };
/** What a read receipt can name besides its message. */
export const readPlace = {
  room: part.Room.optional().describe('Id of the room of the message; informative, the message decides'),
  user_id: UserId.optional().describe('Id of the other user of the conversation; informative, the message decides'),
};

export const Ping = extended(AnyPing, command);
export const Sync = extended(AnySync, command);
export const file_upload = documented(
  z.object({ ...command, ...room, filename: part.Filename, mime_type: part.MimeType, size: part.Size, voice: part.IsVoice }),
  { ...COMMANDS.upload, replies: ['file_upload_ready'] },
  {
    'An audio file': {
      room: 'general',
      filename: SAMPLE.file.filename,
      mime_type: SAMPLE.file.mime_type,
      size: SAMPLE.file.size,
    },
  },
);

export const docs = {
  auth: { ...COMMANDS.authenticate, replies: ['auth_success'] },
  unreact: { ...COMMANDS.unreact, replies: ['reaction_removed'] },
  edit: { ...COMMANDS.edit, replies: ['message_edited'] },
  remove: { ...COMMANDS.remove, replies: ['message_deleted'] },
  read: { ...COMMANDS.read, replies: ['read_receipt'] },
  report: { ...COMMANDS.report, replies: ['report_received'] },
};

const client_id = SAMPLE.clientId;
export const examples = {
  auth: { 'First frame': { token: SAMPLE.token } },
  join: { 'Join from now on': { room: 'general' }, 'Join and replay everything after event 41': { room: 'general', since: 41 } },
  leave: { 'Leave a room': { room: 'general' } },
  unreact: { 'Remove a reaction': { message_id: 12, content: '👍' } },
  edit: { 'Correct a message': { client_id, message_id: 12, content: 'Are the new oud samples out yet?' } },
  remove: { 'Delete a message': { client_id, message_id: 12 } },
  read: { 'In a room': { room: 'general', message_id: 12 }, 'In a conversation': { user_id: 7, message_id: 13 } },
  history: {
    'The newest page': { room: 'general', limit: 50 },
    'The page before a message': { room: 'general', limit: 50, before: 12 },
  },
  report: { 'Report spam': { message_id: 12, reason: 'spam', details: 'The same link in three rooms' } },
};
