import { type ErrorCode, WIRE_ERRORS, type WireError, type WireErrorName } from '@veza/contracts';
import type { Language } from '@veza/platform';

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

const SUGGESTIONS = {
  signIn: { en: 'Sign in again', fr: 'Reconnectez-vous' },
  wait: { en: 'Wait a moment before you try again', fr: 'Attendez un instant avant de réessayer' },
  later: { en: 'Try again later', fr: 'Réessayez plus tard' },
  correct: { en: 'Correct the request', fr: 'Corrigez la requête' },
} satisfies Record<string, Record<Language, string>>;

/** What the user can do about the error. */
export const suggestionFor = (code: ErrorCode, language: Language = 'en'): string => SUGGESTIONS[remedyOf(code)][language];

function remedyOf(code: ErrorCode): keyof typeof SUGGESTIONS {
  if (code === 'UNAUTHENTICATED') return 'signIn';
  if (code === 'RATE_LIMITED') return 'wait';
  return SERVER_ERRORS.has(nameOf(code)) ? 'later' : 'correct';
}
