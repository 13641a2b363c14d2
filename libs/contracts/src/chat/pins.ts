import { z } from 'zod';
import { Done, rpc } from '../rpc.js';
import { MessageId, RoomRef, UserId } from './fields.js';
import { MessageView } from './messages.js';

/** Pinned messages of a room at most. */
export const MOST_PINS = 50;

export const PinView = z.object({
  message: MessageView,
  /** Null when the account is erased. */
  pinnedBy: UserId.nullable(),
  username: z.string(),
  pinnedAt: z.string(),
});
export type PinView = z.infer<typeof PinView>;

const Pinned = z.strictObject({ room: RoomRef, messageId: MessageId });

/** Messages that a room keeps in sight. A pin goes with its message. */
export const pins = {
  list: rpc('chat.pins.list', {
    permission: 'chat.pins.list',
    summary: `List the pinned messages of a room, the latest pin first, at most ${MOST_PINS}`,
    request: z.strictObject({ room: RoomRef }),
    reply: z.array(PinView).max(MOST_PINS),
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED'],
    idempotent: true,
  }),
  put: rpc('chat.pins.put', {
    permission: 'chat.pins.put',
    summary: 'Pin a message (owner and moderators who may read the room); pinning it again changes nothing',
    request: Pinned,
    reply: Done,
    errors: ['ROOM_NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'BANNED', 'CONFLICT', 'RATE_LIMITED'],
    idempotent: true,
  }),
  remove: rpc('chat.pins.remove', {
    permission: 'chat.pins.remove',
    summary: 'Take a message from the pins (owner and moderators who may read the room)',
    request: Pinned,
    reply: Done,
    errors: ['ROOM_NOT_FOUND', 'FORBIDDEN', 'BANNED', 'RATE_LIMITED'],
    idempotent: true,
  }),
};
