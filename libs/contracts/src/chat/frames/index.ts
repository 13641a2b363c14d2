import type { z } from 'zod';
import { novaV1Frames } from './nova-v1.js';
import { vezaChatFrames } from './veza-chat.js';
import { vezaFlatFrames } from './veza-flat.js';
import { vezaV1Frames } from './veza-v1.js';

export { CLOSES, type CloseCode, WIRE_ERRORS, type WireError, type WireErrorName } from './errors.js';
export { AppointmentUpdate, RealtimeNotification } from './nova-v1.js';

/**
 * Everything that may go over the socket in one dialect, from which its validation and the AsyncAPI document are made.
 *
 * `receives` and `sends` name the frames' types. `wrapped` says whether a frame's fields are under `data` or beside `type`;
 * the schemas describe the fields alone, `envelope` what stands beside `type` besides. Fields that a schema does not know
 * are ignored.
 */
export interface DialectFrames {
  readonly name: string;
  readonly summary: string;
  readonly path: string;
  readonly wrapped: boolean;
  readonly envelope: { readonly received: z.ZodRawShape; readonly sent: z.ZodRawShape };
  readonly receives: Readonly<Record<string, z.ZodType>>;
  readonly sends: Readonly<Record<string, z.ZodType>>;
}

/** The dialects by the name that a client may give in Sec-WebSocket-Protocol. */
export const DIALECTS = {
  'veza.v1': vezaV1Frames,
  'veza.chat': vezaChatFrames,
  'veza.flat': vezaFlatFrames,
  'nova.v1': novaV1Frames,
} as const satisfies Record<string, DialectFrames>;

export type DialectName = keyof typeof DIALECTS;
