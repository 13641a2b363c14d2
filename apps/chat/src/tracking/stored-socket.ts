import { parseJson } from '@veza/contracts';
import { z } from 'zod';
import type { PendingReplay, Position, RoomEntry } from './positions.js';

const Seqs = z.record(z.string(), z.number());
const StoredPosition = z.object({ rooms: Seqs, direct: Seqs, directAt: z.number() }) satisfies z.ZodType<Position>;
/** An entry of a version that wrote no `epoch` counts as unconfirmed: more is replayed than necessary. */
const StoredEntry = z.object({
  base: z.number(),
  upTo: z.number(),
  epoch: z.number().default(Number.MAX_SAFE_INTEGER),
}) satisfies z.ZodType<RoomEntry>;
const StoredReplay = z.object({ direct: Seqs, directAt: z.number(), epoch: z.number() }) satisfies z.ZodType<PendingReplay>;

/** Its client has a resume token: only a socket that shows the token may inherit its state. */
const isNamed = z.boolean().optional();

/** A live socket in Redis, or in Postgres while Redis is away: its replica, and how it entered its rooms. */
const LiveSocket = z.object({
  replica: z.string(),
  /** By the clock of Postgres. */
  openedAt: z.number(),
  /** Higher in each later state of the same replica; absent in states of an older version. */
  version: z.number().default(0),
  entries: z.record(z.string(), StoredEntry),
  pendingReplay: StoredReplay.optional(),
  isNamed,
  /** By the clock of Redis; absent in states of an older version. */
  savedAt: z.number().optional(),
});
export type LiveSocket = z.output<typeof LiveSocket>;

/** A socket in Redis whose end its replica has seen: what it has confirmed. */
const EndedSocket = z.object({
  /** By the clock of Redis. */
  endedAt: z.number(),
  position: StoredPosition,
  /** The replica that has seen the end; absent in states of an older version. */
  endedOn: z.string().optional(),
  isNamed,
});

const StoredSocket = z.union([EndedSocket, LiveSocket]);
export type StoredSocket = z.output<typeof StoredSocket>;

/** Undefined for state of a form that this version does not know. */
export const readSocket = (text: string): StoredSocket | undefined => StoredSocket.safeParse(parseJson(text)).data;

/** Undefined as above, and for the state of an ended socket. */
export const readLiveSocket = (state: unknown): LiveSocket | undefined => LiveSocket.safeParse(state).data;

export const readPosition = (text: string): Position | undefined => StoredPosition.safeParse(parseJson(text)).data;

/** When the state of a socket was last true: its end, or when it was stored while it lives. By the clock of Redis. */
export const timeOf = (stored: StoredSocket): number =>
  'endedAt' in stored ? stored.endedAt : (stored.savedAt ?? stored.openedAt);
