import { z } from 'zod';
import { MessageId, UserId } from '../fields.js';
import { documented } from './documented.js';
import { FIELD } from './field-texts.js';
import { body, command, docs, examples, file_upload, page, Ping, readPlace, report, room, Sync } from './numeric-commands.js';
import * as part from './parts.js';
import { SAMPLE } from './samples.js';
import { Batch } from './shared-frames.js';
import { COMMANDS } from './texts.js';

const message = { message_id: MessageId.describe(FIELD.messageId) };
const client_id = SAMPLE.clientId;

export const receives = {
  auth: documented(z.object({ ...command, token: part.Token }), docs.auth, examples.auth),
  ping: Ping,
  join_room: documented(
    z.object({ ...command, ...room, since: part.Since }),
    { ...COMMANDS.join, replies: ['join_room_ack'] },
    examples.join,
  ),
  leave_room: documented(z.object({ ...command, ...room }), { ...COMMANDS.leave, replies: ['leave_room_ack'] }, examples.leave),
  room_message: documented(
    z.object({ ...command, ...room, ...body }),
    {
      summary: 'Post a message or reaction to a room',
      description: `${COMMANDS.send.description} With the type \`reaction\`, the emoji as content and \`reply_to\`, it is a reaction.`,
      replies: ['message_ack', 'room_message'],
    },
    {
      'Text to a room': { client_id, room: 'general', content: SAMPLE.text, message_type: 'text' },
      'An audio file': {
        client_id,
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
    { 'Direct message': { client_id, to_user_id: 7, content: 'Are you free at ten?', message_type: 'text' } },
  ),
  remove_reaction: documented(z.object({ ...command, ...message, content: part.Emoji }), docs.unreact, examples.unreact),
  edit_message: documented(z.object({ ...command, ...message, content: part.Content }), docs.edit, examples.edit),
  delete_message: documented(z.object({ ...command, ...message }), docs.remove, examples.remove),
  read_receipt: documented(z.object({ ...command, ...readPlace, ...message }), docs.read, examples.read),
  typing: documented(z.object({ ...command, ...room, is_typing: part.IsTyping }), COMMANDS.typing, {
    'Start typing': { room: 'general', is_typing: true },
  }),
  room_history: documented(
    z.object({ ...command, ...room, ...page }),
    { ...COMMANDS.history, replies: ['message_history'] },
    examples.history,
  ),
  dm_history: documented(
    z.object({ ...command, with_user: UserId.describe('Id of the other user'), ...page }),
    { ...COMMANDS.directHistory, replies: ['message_history'] },
    { 'The newest page': { with_user: 7, limit: 50 } },
  ),
  report_message: documented(z.object({ ...command, ...message, ...report }), docs.report, examples.report),
  sync: Sync,
  file_upload,
  message_batch: documented(Batch.extend(command), COMMANDS.batch, {
    'Two commands': {
      messages: [
        { type: 'join_room', data: { room: 'general' } },
        { type: 'room_history', data: { room: 'general', limit: 20 } },
      ],
    },
  }),
};
