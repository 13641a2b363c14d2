/** How one refusal is called on a socket. */
export interface WireError {
  /** In `veza.v1`: `code` and `error_type`. */
  readonly number: number;
  readonly type: string;
  /** `code` in the other dialects. */
  readonly code: string;
  readonly meaning: string;
}

/**
 * Every refusal that an error frame can tell. A frame answers one command and echoes the id that this had; `connection` and the
 * bans of accounts answer none, they are told before a close.
 */
export const WIRE_ERRORS = {
  connection: {
    number: 1000,
    type: 'connection_error',
    code: 'CONNECTION_ERROR',
    meaning: 'The person could not be let in; a close with 1013 follows',
  },
  unauthenticated: { number: 1001, type: 'authentication_error', code: 'AUTH_FAILED', meaning: 'No valid token was shown' },
  forbidden: { number: 1002, type: 'authorization_error', code: 'PERMISSION_DENIED', meaning: 'The person may not do this' },
  rateLimited: {
    number: 1003,
    type: 'rate_limit_error',
    code: 'RATE_LIMITED',
    meaning: 'Too much in too little time; see retry_after',
  },
  noRoom: { number: 1004, type: 'room_not_found', code: 'ROOM_NOT_FOUND', meaning: 'There is no such room' },
  noPerson: {
    number: 1002,
    type: 'authorization_error',
    code: 'USER_NOT_FOUND',
    meaning: 'There is no such person (in veza.v1 the details say USER_NOT_FOUND)',
  },
  tooLong: { number: 1005, type: 'message_too_long', code: 'MESSAGE_TOO_LONG', meaning: 'The content has too many code points' },
  tooLarge: { number: 1006, type: 'file_too_large', code: 'FILE_TOO_LARGE', meaning: 'The file has too many bytes' },
  format: {
    number: 1007,
    type: 'invalid_message_format',
    code: 'INVALID_FORMAT',
    meaning: 'The frame or one of its fields is not understood',
  },
  banned: {
    number: 1008,
    type: 'user_banned',
    code: 'PERMISSION_DENIED',
    meaning: 'The person is banned or muted in the room, or banned from the platform; see banned_until',
  },
  full: { number: 1009, type: 'room_full', code: 'ROOM_FULL', meaning: 'The room takes no more members' },
  internal: {
    number: 1010,
    type: 'server_error',
    code: 'SERVER_ERROR',
    meaning: 'A fault of the server, or of something that it needs',
  },
} as const satisfies Record<string, WireError>;

export type WireErrorName = keyof typeof WIRE_ERRORS;

const all: readonly WireError[] = Object.values(WIRE_ERRORS);
export const ERROR_NUMBERS = [...new Set(all.map(({ number }) => number))];
export const ERROR_TYPES = [...new Set(all.map(({ type }) => type))];
export const ERROR_CODES = [...new Set(all.map(({ code }) => code))];

/** Why the server closes a socket, by the code of the close frame, and whether its client should come back. */
export const CLOSES = {
  1009: { cause: 'A frame of more than WS_MAX_FRAME bytes (256 KiB)', comeBack: 'no' },
  1012: {
    cause: 'The replica stops; nova.v1 is cut instead',
    comeBack: 'yes, after the milliseconds of the reason `retry=<ms>`',
  },
  1013: { cause: 'A reader that does not keep up, overload, or something needed is away', comeBack: 'yes, and it is resumed' },
  4400: { cause: '20 malformed frames within a minute', comeBack: 'no' },
  4401: { cause: 'Not authenticated, the session was revoked, or the longest time is over', comeBack: 'with a new token' },
  4403: { cause: 'The account is banned from the platform, or the cabinet is not the person’s', comeBack: 'no' },
  4429: { cause: 'The person opened one connection too many; this was the oldest', comeBack: 'no' },
} as const satisfies Record<number, { cause: string; comeBack: string }>;

export type CloseCode = keyof typeof CLOSES;
