import { z } from 'zod';
import { MessageId, UserId } from '../fields.js';
import { documented } from './documented.js';
import { FIELD } from './field-texts.js';
import { body, command, docs, examples, file_upload, page, Ping, readPlace, report, room, Sync } from './numeric-commands.js';
import * as part from './parts.js';
import { SAMPLE } from './samples.js';
import { Batch } from './shared-frames.js';
import { COMMANDS } from './texts.js';

/** One of the two must be there. */
const message = {
  message_id: MessageId.optional().describe(`${FIELD.messageId}. This field or \`messageId\` is required`),
  messageId: MessageId.optional().describe('The same as `message_id`'),
};
const client_id = SAMPLE.clientId;

export const receives = {
  auth: documented(z.object({ ...command, token: part.Token }), docs.auth, examples.auth),
  ping: Ping,
  join: documented(
    z.object({ ...command, ...room, since: part.Since }),
    { ...COMMANDS.join, replies: ['join_ack'] },
    examples.join,
  ),
  leave: documented(z.object({ ...command, ...room }), { ...COMMANDS.leave, replies: ['leave_ack'] }, examples.leave),
  message: documented(
    z.object({ ...command, ...room, ...body }),
    { ...COMMANDS.send, replies: ['message_ack', 'message'] },
    { 'Text to a room': { client_id, room: 'general', content: SAMPLE.text } },
  ),
  dm: documented(
    z.object({ ...command, to: UserId.describe('Id of the recipient'), ...body }),
    { ...COMMANDS.sendDirect, replies: ['message_ack', 'dm'] },
    { 'Direct message': { client_id, to: 7, content: 'Are you free at ten?' } },
  ),
  reaction: documented(
    z.object({ ...command, room: readPlace.room, ...message, content: part.Emoji }),
    { ...COMMANDS.react, replies: ['reaction'] },
    { 'Add a reaction': { room: 'general', messageId: 12, content: '👍' } },
  ),
  remove_reaction: documented(z.object({ ...command, ...message, content: part.Emoji }), docs.unreact, examples.unreact),
  edit_message: documented(z.object({ ...command, ...message, content: part.Content }), docs.edit, examples.edit),
  delete_message: documented(z.object({ ...command, ...message }), docs.remove, examples.remove),
  read_receipt: documented(z.object({ ...command, ...readPlace, ...message }), docs.read, examples.read),
  typing: documented(z.object({ ...command, ...room, isTyping: part.IsTyping }), COMMANDS.typing, {
    'Start typing': { room: 'general', isTyping: true },
  }),
  room_history: documented(
    z.object({ ...command, ...room, ...page }),
    { ...COMMANDS.history, replies: ['room_history'] },
    examples.history,
  ),
  dm_history: documented(
    z.object({ ...command, with: UserId.describe('Id of the other user'), ...page }),
    { ...COMMANDS.directHistory, replies: ['dm_history'] },
    { 'The newest page': { with: 7, limit: 50 } },
  ),
  report_message: documented(z.object({ ...command, ...message, ...report }), docs.report, examples.report),
  sync: Sync,
  file_upload,
  message_batch: documented(Batch.extend(command), COMMANDS.batch, {
    'Two commands': {
      messages: [
        { type: 'join', room: 'general' },
        { type: 'room_history', room: 'general', limit: 20 },
      ],
    },
  }),
};
