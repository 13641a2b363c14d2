import type { z } from 'zod';
import { novaV1Frames } from './nova-v1.js';
import { vezaChatFrames } from './veza-chat.js';
import { vezaFlatFrames } from './veza-flat.js';
import { vezaV1Frames } from './veza-v1.js';

export { docOf, type FrameDoc } from './documented.js';
export { CLOSES, type CloseCode, WIRE_ERRORS, type WireError, type WireErrorName } from './errors.js';
export { AppointmentUpdate, RealtimeNotification } from './nova-v1.js';

/**
 * Every frame of one dialect. Its validation and the AsyncAPI document are made from it.
 *
 * `receives` and `sends` have the schemas by the type of the frame. `wrapped`: the fields of a frame are under `data`; otherwise
 * they stand beside `type`. The schemas describe the fields alone, `envelope` the further properties beside `type`. Unknown
 * properties are ignored.
 */
export interface DialectFrames {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** Shape of the frames, ids and times. */
  readonly description: string;
  readonly path: string;
  readonly wrapped: boolean;
  readonly envelope: {
    readonly received: z.ZodRawShape;
    readonly sent: z.ZodRawShape;
    /** What the examples show beside `type` and `data`. */
    readonly sample: { readonly received: object; readonly sent: object };
  };
  readonly receives: Readonly<Record<string, z.ZodType>>;
  readonly sends: Readonly<Record<string, z.ZodType>>;
}

/** The dialects by the name that a client offers in Sec-WebSocket-Protocol. */
export const DIALECTS = {
  'veza.v1': vezaV1Frames,
  'veza.chat': vezaChatFrames,
  'veza.flat': vezaFlatFrames,
  'nova.v1': novaV1Frames,
} as const satisfies Record<string, DialectFrames>;

export type DialectName = keyof typeof DIALECTS;
