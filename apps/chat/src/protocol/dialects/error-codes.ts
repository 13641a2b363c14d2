import { type ErrorCode, WIRE_ERRORS, type WireError, type WireErrorName } from '@veza/contracts';

/** How a refusal is called on a socket. A code that is not here is the server's own fault. */
const ON_THE_WIRE: Partial<Record<ErrorCode, WireErrorName>> = {
  CONNECTION_FAILED: 'connection',
  UNAUTHENTICATED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  BLOCKED: 'forbidden',
  RATE_LIMITED: 'rateLimited',
  QUOTA_EXCEEDED: 'rateLimited',
  ROOM_NOT_FOUND: 'noRoom',
  USER_NOT_FOUND: 'noPerson',
  MESSAGE_TOO_LONG: 'tooLong',
  PAYLOAD_TOO_LARGE: 'tooLarge',
  VALIDATION_FAILED: 'format',
  MALFORMED_BODY: 'format',
  UNSUPPORTED_MEDIA_TYPE: 'format',
  NOT_FOUND: 'format',
  CONFLICT: 'format',
  BANNED: 'banned',
  ROOM_FULL: 'full',
};

const nameOf = (code: ErrorCode): WireErrorName => ON_THE_WIRE[code] ?? 'internal';

export const wireError = (code: ErrorCode): WireError => WIRE_ERRORS[nameOf(code)];

/** Faults of the server, or of something that it needs. */
const OURS: ReadonlySet<WireErrorName> = new Set(['internal', 'connection']);

/** What a person can do about it. */
export function suggestionFor(code: ErrorCode): string {
  if (code === 'UNAUTHENTICATED') return 'Sign in again';
  if (code === 'RATE_LIMITED') return 'Wait a moment before you try again';
  if (OURS.has(nameOf(code))) return 'Try again later';
  return 'Correct the request';
}
