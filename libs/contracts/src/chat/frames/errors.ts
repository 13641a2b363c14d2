/** One refusal, as an error frame spells it. */
export interface WireError {
  /** In `veza.v1`: `code` and `error_type`. */
  readonly number: number;
  readonly type: string;
  /** `code` in the other dialects. */
  readonly code: string;
  readonly meaning: string;
}

/**
 * Every refusal that an error frame can carry. A frame refuses one command and echoes the id of that command. `connection` and
 * the ban of an account refuse none: they are sent before a close.
 */
export const WIRE_ERRORS = {
  connection: {
    number: 1000,
    type: 'connection_error',
    code: 'CONNECTION_ERROR',
    meaning: 'The connection could not be admitted; a close with 1013 follows',
  },
  unauthenticated: {
    number: 1001,
    type: 'authentication_error',
    code: 'AUTH_FAILED',
    meaning: 'The connection has no valid token, or the token is rejected',
  },
  forbidden: {
    number: 1002,
    type: 'authorization_error',
    code: 'PERMISSION_DENIED',
    meaning: 'The user does not have the permission for this command',
  },
  rateLimited: {
    number: 1003,
    type: 'rate_limit_error',
    code: 'RATE_LIMITED',
    meaning: 'A limit is exceeded; retry_after gives the seconds to wait where it is known',
  },
  noRoom: { number: 1004, type: 'room_not_found', code: 'ROOM_NOT_FOUND', meaning: 'The room does not exist' },
  noUser: {
    number: 1002,
    type: 'authorization_error',
    code: 'USER_NOT_FOUND',
    meaning: 'The user does not exist (in veza.v1 the details begin with USER_NOT_FOUND)',
  },
  tooLong: { number: 1005, type: 'message_too_long', code: 'MESSAGE_TOO_LONG', meaning: 'The content has too many code points' },
  tooLarge: { number: 1006, type: 'file_too_large', code: 'FILE_TOO_LARGE', meaning: 'The file has too many bytes' },
  format: {
    number: 1007,
    type: 'invalid_message_format',
    code: 'INVALID_FORMAT',
    meaning: 'The frame, its type or one of its fields is invalid',
  },
  banned: {
    number: 1008,
    type: 'user_banned',
    code: 'PERMISSION_DENIED',
    meaning: 'The user is banned or muted in the room, or the account is banned; banned_until gives the end',
  },
  full: { number: 1009, type: 'room_full', code: 'ROOM_FULL', meaning: 'The room has reached its member limit' },
  internal: {
    number: 1010,
    type: 'server_error',
    code: 'SERVER_ERROR',
    meaning: 'The server or one of its dependencies failed',
  },
} as const satisfies Record<string, WireError>;

export type WireErrorName = keyof typeof WIRE_ERRORS;

const all: readonly WireError[] = Object.values(WIRE_ERRORS);
export const ERROR_NUMBERS = [...new Set(all.map(({ number }) => number))];
export const ERROR_TYPES = [...new Set(all.map(({ type }) => type))];
export const ERROR_CODES = [...new Set(all.map(({ code }) => code))];

/** Why the server closes a socket, by the code of the close frame, and whether the client should reconnect. */
export const CLOSES = {
  1009: { cause: 'A frame is larger than the limit (256 KiB by default, WS_MAX_FRAME)', reconnect: 'No' },
  1012: {
    cause: 'The replica shuts down; nova.v1 connections are cut without a close frame instead',
    reconnect: 'Yes, after the milliseconds in the close reason `retry=<ms>`',
  },
  1013: {
    cause: 'The client reads too slowly, the server is overloaded, or a dependency is unavailable',
    reconnect: 'Yes, with backoff; the session is resumed',
  },
  4400: { cause: 'The client sent 20 malformed frames within a minute', reconnect: 'No' },
  4401: {
    cause: 'No valid token, a revoked session, or the maximum connection age',
    reconnect: 'Yes, with a new token',
  },
  4403: { cause: 'The account is banned, or the user is not a member of the requested cabinet', reconnect: 'No' },
  4429: { cause: 'The user opened more connections than allowed; this one was the oldest', reconnect: 'No' },
} as const satisfies Record<number, { cause: string; reconnect: string }>;

export type CloseCode = keyof typeof CLOSES;
