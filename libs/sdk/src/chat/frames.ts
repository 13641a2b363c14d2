import type { EventFrames } from '../generated/chat-frames.js';
import type { ErrorCode } from '../generated/schemas.js';
import { ChatError } from './chat-error.js';

/** A frame of the server. Types that this version does not know are passed on and ignored. */
export type ServerFrame<Type extends keyof EventFrames = keyof EventFrames> = {
  [Each in Type]: { readonly type: Each; readonly id: string; readonly data: EventFrames[Each] };
}[Type];

/** Parses a frame. The server is trusted to send the fields of its contract. */
export function toFrame(text: unknown): ServerFrame | undefined {
  if (typeof text !== 'string') return undefined;
  const frame: unknown = JSON.parse(text);
  return typeof frame === 'object' && frame !== null && 'type' in frame ? (frame as ServerFrame) : undefined;
}

export const isGreeting = (frame: ServerFrame): frame is ServerFrame<'auth_success'> => frame.type === 'auth_success';

/** `details` begins with the error code of the API. */
export function errorOf({ details, message, retry_after }: EventFrames['error']): ChatError {
  const code = details.split(';')[0] ?? '';
  return new ChatError(code as ErrorCode, message, retry_after);
}
