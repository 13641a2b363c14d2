import { z } from 'zod';
import { Role } from '../caller.js';
import { ObjectId } from '../media/index.js';
import { rpc } from '../rpc.js';
import { MessageId, Seq, UserId } from './fields.js';

const Token = z.string().min(1).max(4_000);

/**
 * Files in rooms. The reply to a socket's `file_upload` holds an upload URL. The gateway calls `admit` before it accepts the
 * bytes, streams them to media, and calls `attach`, which creates the message. Attachments are downloaded through links that
 * are signed anew at each read; `open` resolves such a link.
 */
export const files = {
  admit: rpc('chat.files.admit', {
    permission: 'chat.files.upload',
    summary: 'Check that this upload is still allowed; returns its user, session, size limit and kind',
    request: z.strictObject({ token: Token }),
    reply: z.strictObject({
      userId: UserId,
      sessionId: z.string(),
      role: Role,
      maxBytes: z.int(),
      isVoice: z.boolean().optional(),
    }),
    errors: ['URL_INVALID', 'ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
    idempotent: true,
  }),
  attach: rpc('chat.files.attach', {
    permission: 'chat.files.upload',
    summary: 'Create the message of a completed upload, once',
    request: z.strictObject({ token: Token, objectId: ObjectId }),
    reply: z.strictObject({ messageId: MessageId, seq: Seq }),
    errors: ['URL_INVALID', 'NOT_FOUND', 'CONFLICT', 'ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED', 'PAYLOAD_TOO_LARGE'],
    idempotent: true,
    deadlineMs: 8_000,
  }),
  open: rpc('chat.files.open', {
    permission: 'chat.files.open',
    summary: 'Get the object of a signed link',
    request: z.strictObject({ token: Token }),
    reply: z.strictObject({ objectId: ObjectId, filename: z.string(), type: z.string() }),
    errors: ['URL_INVALID'],
    idempotent: true,
  }),
};
