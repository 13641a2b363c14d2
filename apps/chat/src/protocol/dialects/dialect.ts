import { DeclaredError, type DialectName, fieldFaults } from '@veza/contracts';
import type { z } from 'zod';
import type { Command, Decoded, Intent } from '../command.js';
import type { OutgoingEvent, OutgoingEventKind } from '../outgoing.types.js';
import type { Viewer } from '../identity.js';

/** A frame as an object, ready for JSON. */
export type Frame = Readonly<Record<string, unknown>> & { readonly type: string };

/**
 * How one client protocol speaks: a pure pair, frame to command and event to frame, and its wishes about ending. The
 * chat itself knows commands and events alone, so another protocol is one more of these.
 */
export interface Dialect {
  readonly name: DialectName;
  /** Reads a frame that is parsed JSON; frames inside a batch are read by it too. Never throws. */
  decode(frame: unknown): Decoded;
  /** `undefined`: clients of this dialect know no such event. Without a viewer the frame is for everybody in a room. */
  encode(event: OutgoingEvent, viewer?: Viewer): Frame | undefined;
  /** Whether a frame differs between its two receivers, so that it cannot be shared. */
  isPersonal(event: OutgoingEvent): boolean;
  /** Whether a token in the URL or header is answered with an event of its own. */
  readonly confirmsUrlToken: boolean;
  /** How a replica that stops takes leave: with a close frame, or by cutting the line where clients only come back then. */
  readonly shutdownMode: 'close' | 'cut';
}

/** One encoder for each kind of event, each typed by it: a new kind does not compile before every dialect has an answer. */
export type Encoders = {
  readonly [Kind in OutgoingEventKind]: (event: Extract<OutgoingEvent, { kind: Kind }>, viewer?: Viewer) => Frame | undefined;
};

/** Calls the encoder of the event's kind. */
export function encodeWith(encoders: Encoders, event: OutgoingEvent, viewer?: Viewer): Frame | undefined {
  // The compiler cannot follow a union through its own key; the type of Encoders is what makes this right.
  const encoder = encoders[event.kind] as (event: OutgoingEvent, viewer?: Viewer) => Frame | undefined;
  return encoder(event, viewer);
}

/** A frame's fields to an intent; throws a DeclaredError that names the field at fault. */
export type Reader = (fields: unknown) => Intent;
export type Readers = Readonly<Record<string, Reader>>;

export function readerOf<S extends z.ZodType>(schema: S, intent: (fields: z.output<S>) => Intent): Reader {
  return (fields) => {
    const parsed = schema.safeParse(fields);
    if (parsed.success) return intent(parsed.data);
    const details = fieldFaults(parsed.error);
    const [first] = details;
    throw new DeclaredError('VALIDATION_FAILED', { message: first ? `${first.field}: ${first.message}` : undefined, details });
  };
}

/** Finds the reader of a frame's type and runs it. */
export function decodeWith(readers: Readers, type: unknown, fields: unknown, ref: string | undefined): Decoded {
  try {
    const reader = typeof type === 'string' && Object.hasOwn(readers, type) ? readers[type] : undefined;
    if (!reader) throw malformed(typeof type === 'string' ? `type: ${type.slice(0, 60)} is unknown here` : 'type: is missing');
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

/** A client's own id for its frame, where it is one. */
export function refOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 && value.length <= 128 ? value : undefined;
}

export const iso = (ms: number): string => new Date(ms).toISOString();
