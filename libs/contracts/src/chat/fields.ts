import { z } from 'zod';
import { text } from '../text.js';

/** The limits of chat input. Content is counted in code points, so that an emoji counts as one. */
export const CHAT_BOUNDS = { content: 4_000, batch: 50, clientId: 128, page: 100, replay: 1_000 } as const;

/** The id of a room is a slug. A direct conversation has no id on the wire; the other user's id identifies it. */
export const RoomId = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9][a-z0-9_-]*$/, 'must be the id of a room');
/** The id of a room or, where users type it, its name. */
export const RoomRef = text(1, 120).describe('Id or name of the room.');
export const UserId = z.int().min(1).max(2_147_483_647).describe('Id of the user.');
/** The author of actions by the platform itself, such as automatic moderation. */
export const PLATFORM_USER_ID = 0;
export const MessageId = z.int().min(1).max(Number.MAX_SAFE_INTEGER).describe('Id of the message.');
/** The position of an event in the log of its room: 1, 2, 3, … without gaps. 0 is before the first event. */
export const Seq = z.int().min(0).max(Number.MAX_SAFE_INTEGER).describe('Position in the log of the room, starting at 1.');

/** A reader reads and reacts, and does not write. */
export const RoomRole = z.enum(['owner', 'moderator', 'member', 'reader']);
export type RoomRole = z.infer<typeof RoomRole>;

/** Of a room, for one member. Each includes what follows it. */
export const NotificationLevel = z
  .enum(['all', 'mentions', 'nothing'])
  .describe('What the room notifies about: `all` messages count as unread, only `mentions`, or `nothing`.');
export type NotificationLevel = z.infer<typeof NotificationLevel>;

export const RoomKind = z.enum(['public', 'private', 'direct']);
export type RoomKind = z.infer<typeof RoomKind>;

export const MessageType = z.enum(['text', 'image', 'audio', 'voice', 'file']);
export type MessageType = z.infer<typeof MessageType>;

export const BanDuration = z.enum(['permanent', '1h', '24h', '7d']).describe('Duration of the ban.');
export type BanDuration = z.infer<typeof BanDuration>;
/** The duration as a Postgres interval; null for a permanent ban. */
export const intervalOf = (duration: BanDuration): string | null => (duration === 'permanent' ? null : duration);
