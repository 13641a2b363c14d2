import { type ErrorCode, WIRE_ERRORS, type WireError, type WireErrorName } from '@veza/contracts';

/** The names of error codes on the sockets. A code that is missing here is an internal error. */
const WIRE_NAMES: Partial<Record<ErrorCode, WireErrorName>> = {
  CONNECTION_FAILED: 'connection',
  UNAUTHENTICATED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  SCOPE_MISSING: 'forbidden',
  BLOCKED: 'forbidden',
  RATE_LIMITED: 'rateLimited',
  QUOTA_EXCEEDED: 'rateLimited',
  ROOM_NOT_FOUND: 'noRoom',
  USER_NOT_FOUND: 'noUser',
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

const nameOf = (code: ErrorCode): WireErrorName => WIRE_NAMES[code] ?? 'internal';

export const wireError = (code: ErrorCode): WireError => WIRE_ERRORS[nameOf(code)];

/** Errors caused by the server or by something that it depends on. */
const SERVER_ERRORS: ReadonlySet<WireErrorName> = new Set(['internal', 'connection']);

/** What the user can do about the error. */
export function suggestionFor(code: ErrorCode): string {
  if (code === 'UNAUTHENTICATED') return 'Sign in again';
  if (code === 'RATE_LIMITED') return 'Wait a moment before you try again';
  if (SERVER_ERRORS.has(nameOf(code))) return 'Try again later';
  return 'Correct the request';
}
