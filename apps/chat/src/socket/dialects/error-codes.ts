import type { ErrorCode } from '@veza/contracts';

interface WireError {
  /** In `veza.v1`. */
  readonly number: number;
  readonly type: string;
  /** In the other dialects. */
  readonly code: string;
}

const UNAUTHENTICATED: WireError = { number: 1001, type: 'authentication_error', code: 'AUTH_FAILED' };
const FORBIDDEN: WireError = { number: 1002, type: 'authorization_error', code: 'PERMISSION_DENIED' };
const RATE_LIMITED: WireError = { number: 1003, type: 'rate_limit_error', code: 'RATE_LIMITED' };
const FORMAT: WireError = { number: 1007, type: 'invalid_message_format', code: 'INVALID_FORMAT' };
const INTERNAL: WireError = { number: 1010, type: 'server_error', code: 'SERVER_ERROR' };

/** How a refusal is called on a socket. A code that is not here is the server's own fault. */
const ON_THE_WIRE: Partial<Record<ErrorCode, WireError>> = {
  UNAUTHENTICATED,
  FORBIDDEN,
  BLOCKED: FORBIDDEN,
  RATE_LIMITED,
  QUOTA_EXCEEDED: RATE_LIMITED,
  ROOM_NOT_FOUND: { number: 1004, type: 'room_not_found', code: 'ROOM_NOT_FOUND' },
  USER_NOT_FOUND: { ...FORBIDDEN, code: 'USER_NOT_FOUND' },
  MESSAGE_TOO_LONG: { number: 1005, type: 'message_too_long', code: 'MESSAGE_TOO_LONG' },
  PAYLOAD_TOO_LARGE: { number: 1006, type: 'file_too_large', code: 'FILE_TOO_LARGE' },
  VALIDATION_FAILED: FORMAT,
  MALFORMED_BODY: FORMAT,
  UNSUPPORTED_MEDIA_TYPE: FORMAT,
  NOT_FOUND: FORMAT,
  CONFLICT: FORMAT,
  BANNED: { number: 1008, type: 'user_banned', code: 'PERMISSION_DENIED' },
  ROOM_FULL: { number: 1009, type: 'room_full', code: 'ROOM_FULL' },
};

export const wireError = (code: ErrorCode): WireError => ON_THE_WIRE[code] ?? INTERNAL;

/** What a person can do about it. */
export function suggestionFor(code: ErrorCode): string {
  if (code === 'UNAUTHENTICATED') return 'Sign in again';
  if (code === 'RATE_LIMITED') return 'Wait a moment before you try again';
  if (wireError(code) === INTERNAL) return 'Try again later';
  return 'Correct the request';
}
