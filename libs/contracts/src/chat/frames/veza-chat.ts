import { z } from 'zod';
import * as part from './parts.js';
import { SAMPLE } from './samples.js';
import { receives } from './veza-chat.commands.js';
import { sends } from './veza-chat.events.js';

export const vezaChatFrames = {
  name: 'veza.chat',
  summary: 'Chat with numeric ids and an envelope',
  description:
    'Frames `{type, data, timestamp, user_id?}`. Ids of users and messages are numbers, ids of rooms are strings, times are ' +
    'ISO 8601. `client_id` in the data of a command comes back in its reply and identifies a message for 24 hours.',
  path: '/ws/chat',
  wrapped: true,
  envelope: {
    received: {
      timestamp: z.unknown().optional().describe('Accepted and ignored'),
      user_id: z.unknown().optional().describe('Accepted and ignored'),
    },
    sent: { timestamp: part.SentAt, user_id: z.int().optional().describe('Id of the author, in message events only') },
    sample: { received: {}, sent: { timestamp: SAMPLE.at } },
  },
  receives,
  sends,
} as const;
