import { z } from 'zod';
import * as part from './parts.js';
import { SAMPLE } from './samples.js';
import { receives } from './veza-v1.commands.js';
import { Ms, sends } from './veza-v1.events.js';

export const vezaV1Frames = {
  name: 'veza.v1',
  summary: 'Chat with string ids and an envelope with metadata',
  description:
    'Frames `{type, id, timestamp, data, metadata}`. Ids are strings, times are milliseconds since 1970. The `id` of a command ' +
    'comes back in its reply and identifies a message for 24 hours.',
  path: '/ws',
  wrapped: true,
  envelope: {
    received: {
      id: part.ClientId,
      timestamp: z.unknown().optional().describe('Accepted and ignored'),
      metadata: z.unknown().optional().describe('Accepted and ignored'),
    },
    sent: {
      id: z.string().describe('Id of the command that the frame replies to; otherwise an id of its own'),
      timestamp: Ms,
      metadata: z
        .object({
          user_id: z.string().describe('Id of the receiving user in a reply, of the acting user in an event; empty without one'),
          session_id: z.string().describe('Session of the connection in a reply; empty in an event'),
          version: z.literal('1.0.0').describe('Version of the dialect'),
        })
        .describe('Facts about the frame'),
    },
    sample: {
      received: { id: SAMPLE.clientId },
      sent: {
        id: SAMPLE.frameId,
        timestamp: SAMPLE.atMs,
        metadata: { user_id: '5', session_id: SAMPLE.sessionId, version: '1.0.0' },
      },
    },
  },
  receives,
  sends,
} as const;
