import { constants, deflateRawSync } from 'node:zlib';
import { CHAT_BOUNDS, DeclaredError, type DialectName, fieldErrors } from '@veza/contracts';
import { Sender } from 'ws';
import type { z } from 'zod';
import type { Command, Decoded, Intent } from '../command.js';
import type { OutgoingEvent, OutgoingEventKind } from '../outgoing.types.js';
import type { Viewer } from '../identity.js';

declare module 'ws' {
  /** Exported by ws, and missing in its types. */
  export const Sender: {
    frame(data: Buffer, options: { fin: boolean; rsv1: boolean; opcode: number; mask: boolean; readOnly: boolean }): Buffer[];
  };
}

/** A frame as an object, ready for JSON. */
export type Frame = Readonly<Record<string, unknown>> & { readonly type: string };

/**
 * One client protocol: two pure functions, frame to command and event to frame, and how it is closed. The rest of the
 * chat handles commands and events only, so a further protocol is one more implementation of this.
 */
export interface Dialect {
  readonly name: DialectName;
  /** Decodes a frame of parsed JSON, also a frame within a batch. Never throws. */
  decode(frame: unknown): Decoded;
  /** Returns `undefined` if the dialect has no such event. Without a viewer the frame is for all members of a room. */
  encode(event: OutgoingEvent, viewer?: Viewer): Frame | undefined;
  /** Whether the frame depends on its receiver, so that it cannot be shared. */
  isPersonal(event: OutgoingEvent): boolean;
  /** Whether a token in the URL or header is confirmed by an `authenticated` frame. */
  readonly confirmsUrlToken: boolean;
  /** How a stopping replica ends connections: with a close frame, or without one for clients that reconnect only then. */
  readonly shutdownMode: 'close' | 'terminate';
}

/** One typed encoder for each kind of event: a new kind does not compile before every dialect has an encoder. */
export type Encoders = {
  readonly [Kind in OutgoingEventKind]: (event: Extract<OutgoingEvent, { kind: Kind }>, viewer?: Viewer) => Frame | undefined;
};

/** The events of cabinets have no frames in the chat dialects. */
export const NO_CABINETS = { notified: () => undefined, appointment: () => undefined, caughtUp: () => undefined };

/** Encodes an event as the bytes of a WebSocket frame; undefined if the dialect has no such event. */
export function eventFrame(dialect: Dialect, event: OutgoingEvent, viewer?: Viewer, deflate = false): Buffer | undefined {
  const frame = dialect.encode(event, viewer);
  return frame && textFrame(JSON.stringify(frame), deflate);
}

/** Calls the encoder for the event's kind. */
function encodeWith(encoders: Encoders, event: OutgoingEvent, viewer?: Viewer): Frame | undefined {
  // The compiler does not relate a union to its own key; the type of Encoders guarantees the match.
  const encoder = encoders[event.kind] as (event: OutgoingEvent, viewer?: Viewer) => Frame | undefined;
  return encoder(event, viewer);
}

/** Decodes the fields of a frame; throws a DeclaredError that names the invalid field. */
export type Reader = (fields: unknown) => Intent;
export type Readers = Readonly<Record<string, Reader>>;

export function readerOf<S extends z.ZodType>(schema: S, intent: (fields: z.output<S>) => Intent): Reader {
  return (fields) => {
    const parsed = schema.safeParse(fields);
    if (parsed.success) return intent(parsed.data);
    const details = fieldErrors(parsed.error);
    const [first] = details;
    throw new DeclaredError('VALIDATION_FAILED', { message: first ? `${first.field}: ${first.message}` : undefined, details });
  };
}

/** Runs the reader for the type of a frame. */
export function decodeWith(readers: Readers, type: unknown, fields: unknown, id?: FrameId): Decoded {
  let ref: string | undefined;
  try {
    ref = id && refOf(id);
    const reader = typeof type === 'string' && Object.hasOwn(readers, type) ? readers[type] : undefined;
    // docs/protocol, Frames: "Unknown types are refused with an error. Unknown properties are ignored."
    if (!reader) throw malformed(typeof type === 'string' ? `type: ${type.slice(0, 60)} is unknown` : 'type: is missing');
    const command: Command = { ...reader(fields), ref };
    return { command };
  } catch (error) {
    if (error instanceof DeclaredError) return { bad: { ref, error } };
    throw error;
  }
}

export const malformed = (message: string): DeclaredError => new DeclaredError('VALIDATION_FAILED', { message });

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The id of a command as its frame spells it. */
interface FrameId {
  readonly name: 'id' | 'client_id';
  readonly value: unknown;
}

/**
 * The id of a command; undefined without one. An id that was dropped would be a resend that is stored twice.
 * docs/protocol, Frames: "An id has 1 to 128 characters. A number counts as its text. Any other value is refused".
 */
function refOf({ name, value }: FrameId): string | undefined {
  if (value === undefined || value === null) return undefined;
  // Above 2^53 two numbers of a client can arrive as one.
  const isExact =
    typeof value === 'number' && Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  const id = isExact ? String(value) : value;
  if (typeof id === 'string' && id.length > 0 && id.length <= CHAT_BOUNDS.clientId) return id;
  const message = `must be a text of 1 to ${CHAT_BOUNDS.clientId} characters or a number below 2^53`;
  throw new DeclaredError('VALIDATION_FAILED', { message: `${name}: ${message}`, details: [{ field: name, message }] });
}

/** The frame of an answer with the id of its command, as the dialect spells it. */
export type EchoId = (frame: Frame, ref: string) => Frame;

/** An encoder of events whose answers repeat the id of their command. Events for a whole room have none. */
export const echoing =
  (encoders: Encoders, echo: EchoId) =>
  (event: OutgoingEvent, viewer?: Viewer): Frame | undefined => {
    const frame = encodeWith(encoders, event, viewer);
    return frame && 'ref' in event && event.ref !== undefined ? echo(frame, event.ref) : frame;
  };

export const iso = (ms: number): string => new Date(ms).toISOString();

/** Frames of at least this size are compressed on connections that negotiated it. */
const DEFLATE_FROM_BYTES = 1_024;
const TEXT = 1;

/**
 * One WebSocket text frame (RFC 6455, section 5.2) in one buffer, so that it can be written to every socket.
 *
 * @param deflate for a connection that negotiated permessage-deflate without context takeover
 */
export function textFrame(text: string, deflate = false): Buffer {
  const payload = Buffer.from(text);
  const rsv1 = deflate && payload.length >= DEFLATE_FROM_BYTES;
  const data = rsv1 ? compressed(payload) : payload;
  return Buffer.concat(Sender.frame(data, { fin: true, rsv1, opcode: TEXT, mask: false, readOnly: true }));
}

/** RFC 7692, section 7.2.1: the empty block at the end of a flush is removed. */
function compressed(payload: Buffer): Buffer {
  return deflateRawSync(payload, { finishFlush: constants.Z_SYNC_FLUSH, level: 3 }).subarray(0, -4);
}
