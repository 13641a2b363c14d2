import { z } from 'zod';
import { Role } from '../caller.js';
import { ObjectId } from '../media/index.js';
import { rpc } from '../rpc.js';
import { MessageId, Seq, UserId } from './fields.js';

const Token = z.string().min(1).max(4_000);

/**
 * Files in rooms. A socket's `file_upload` is answered with a place for the bytes; the gateway asks `admit` before it takes
 * them, streams them to media, and tells `attach`, which makes the message. What hangs on a message is read through links
 * that are signed anew each time; `open` says what such a link stands for.
 */
export const files = {
  admit: rpc('chat.files.admit', {
    summary: 'Whether bytes may be taken for this upload, who was given it in which session, and how many they are at most',
    request: z.strictObject({ token: Token }),
    reply: z.strictObject({ userId: UserId, sessionId: z.string(), role: Role, maxBytes: z.int() }),
    errors: ['URL_INVALID', 'ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
    idempotent: true,
  }),
  attach: rpc('chat.files.attach', {
    summary: 'The bytes are there: they become a message, once',
    request: z.strictObject({ token: Token, objectId: ObjectId }),
    reply: z.strictObject({ messageId: MessageId, seq: Seq }),
    errors: ['URL_INVALID', 'NOT_FOUND', 'CONFLICT', 'ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED', 'PAYLOAD_TOO_LARGE'],
    idempotent: true,
    deadlineMs: 8_000,
  }),
  open: rpc('chat.files.open', {
    summary: 'The object behind a signed link',
    request: z.strictObject({ token: Token }),
    reply: z.strictObject({ objectId: ObjectId, filename: z.string(), type: z.string() }),
    errors: ['URL_INVALID'],
    idempotent: true,
  }),
};
