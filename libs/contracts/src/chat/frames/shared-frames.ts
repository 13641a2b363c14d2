import { z } from 'zod';
import { CHAT_BOUNDS, RoomRef, Seq } from '../fields.js';
import { documented } from './documented.js';
import { Iso } from './parts.js';
import { COMMANDS, EVENTS } from './texts.js';

/** Frames whose fields are equal in several dialects. */
export const AuthExpiring = documented(
  z.object({ in_ms: z.int().describe('Milliseconds until the server closes the connection') }),
  EVENTS.expiring,
  { 'One minute before the end': { in_ms: 60_000 } },
);

export const Ping = documented(z.object({}), { ...COMMANDS.ping, replies: ['pong'] }, { Ping: {} });

/** Rooms and users with the last seq that the client has of each. */
const positions = {
  rooms: z.record(RoomRef, Seq).default({}).describe('The last event that the client has of each room, by the id of the room'),
  direct: z
    .record(z.string().regex(/^[1-9]\d{0,9}$/, 'is not the id of a user'), Seq)
    .default({})
    .describe('The last event that the client has of each direct conversation, by the id of the other user'),
};
export const Sync = documented(
  z.object(positions),
  { ...COMMANDS.sync, replies: ['sync_done'] },
  { 'One room and one conversation': { rooms: { general: 41 }, direct: { '7': 3 } } },
);

/** What was sent of what a client missed. */
const sent = {
  rooms: z.record(z.string(), z.int()).describe('The newest event that was sent of each room'),
  direct: z.record(z.string(), z.int()).describe('The newest event that was sent of each conversation'),
  truncated: z
    .object({
      rooms: z.array(z.string()).optional().describe('Ids of these rooms'),
      direct: z.array(z.string()).optional().describe('Ids of the other users of these conversations'),
    })
    .describe(
      'Rooms and conversations of which not all missed events were sent: only the newest 1,000, and those that are still kept',
    ),
};
export const SyncDone = documented(z.object(sent), EVENTS.synced, {
  'Everything was sent': { rooms: { general: 42 }, direct: { '7': 3 }, truncated: {} },
  'A room was too far behind': { rooms: { general: 5_042 }, direct: {}, truncated: { rooms: ['general'] } },
});

export const ResumeToken = documented(
  z.object({ token: z.string().describe('To be shown as `?resume=<token>` by the next connection of this client') }),
  EVENTS.resumeToken,
  { 'A token': { token: '7d0f4a52-3c8e-4f0b-9d0a-6b1f6f2f5c11' } },
);

export const Resumed = documented(z.object(sent), EVENTS.sessionResumed, {
  'One room and one conversation': { rooms: { general: 42 }, direct: { '7': 3 }, truncated: {} },
});

export const NotResumed = documented(z.object({}), EVENTS.notResumed, { 'The state is gone': {} });

export const Batch = z.object({
  messages: z
    .array(z.unknown())
    .min(1)
    .max(CHAT_BOUNDS.batch, `at most ${CHAT_BOUNDS.batch} frames`)
    .describe('Frames of this dialect, as they would be sent one by one'),
});

export const FileReady = documented(
  z.object({
    upload_url: z.string().describe('Address for the PUT of the bytes'),
    upload_id: z.string().describe('Id of the upload'),
    expires_at: Iso.describe('Time at which the link expires'),
  }),
  EVENTS.uploadReady,
  {
    'A link for ten minutes': {
      upload_url: 'http://localhost:8080/chat-uploads?token=eyJpZCI6…',
      upload_id: '5f0c9a52-6c8e-4f0b-9d0a-6b1f6f2f5c11',
      expires_at: '2026-11-20T10:10:00.123Z',
    },
  },
);
