import { z } from 'zod';
import { event } from '../events.js';
import { MessageId, UserId } from './fields.js';

export const messageEvents = {
  mentioned: event('chat.messages.mentioned', {
    summary: 'A message mentions members of its room, with or without an open connection. It is not repeated.',
    payload: z.object({
      messageId: MessageId,
      roomId: z.string(),
      roomName: z.string(),
      authorId: UserId,
      /** They may read the message, the room notifies them, and they have not blocked its author. */
      userIds: z.array(UserId).min(1).max(50),
    }),
  }),
  addressed: event('chat.messages.addressed', {
    summary: 'A message was sent to users, or mentions members of its room, without an open connection. It is not repeated.',
    payload: z.object({
      messageId: MessageId,
      roomId: z.string(),
      /** Null for a direct message. */
      roomName: z.string().nullable(),
      authorId: UserId,
      /** They may read the message, and have not blocked its author. */
      userIds: z.array(UserId).min(1).max(50),
    }),
  }),
};
