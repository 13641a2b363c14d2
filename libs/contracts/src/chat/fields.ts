import { z } from 'zod';
import { text } from '../text.js';

/** The bounds of what a chat takes in. Content is counted in code points, so that an emoji is one. */
export const CHAT_BOUNDS = { content: 4_000, batch: 50, clientId: 128, page: 100, replay: 1_000 } as const;

/** A room's id is a slug; a direct conversation has none of its own on the wire, the other person names it. */
export const RoomId = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9][a-z0-9_-]*$/, 'is not the id of a room');
/** An id or, where people type it, a room's name. */
export const RoomRef = text(1, 120);
export const UserId = z.int().min(1).max(2_147_483_647);
/** Who acts where nobody does: the platform itself, as automatic moderation. */
export const PLATFORM_USER_ID = 0;
export const MessageId = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
/** The place of an event in its room's log: 1, 2, 3, … without a gap. 0 is before the first. */
export const Seq = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

export const RoomKind = z.enum(['public', 'private', 'direct']);
export type RoomKind = z.infer<typeof RoomKind>;

export const MessageType = z.enum(['text', 'image', 'audio', 'voice', 'file']);
export type MessageType = z.infer<typeof MessageType>;

export const BanDuration = z.enum(['permanent', '1h', '24h', '7d']);
export type BanDuration = z.infer<typeof BanDuration>;
/** How long it lasts, as Postgres reads an interval; null: for ever. */
export const intervalOf = (duration: BanDuration): string | null => (duration === 'permanent' ? null : duration);
