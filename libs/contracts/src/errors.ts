import { z } from 'zod';

/**
 * The catalogue of error codes. A code is public API: its meaning never changes, and every error that an HTTP client, an
 * RPC caller or a socket receives has one of these codes.
 *
 * - `status`: the HTTP status of the response.
 * - `retryable`: whether the same request may succeed later without being changed.
 * - `message`: the default English sentence, which a thrower may replace by a more precise one. `french.ts` in
 *   `libs/platform` has the French sentences.
 */
export const ERRORS = {
  // 400
  VALIDATION_FAILED: { status: 400, retryable: false, message: 'Invalid request' },
  MALFORMED_BODY: { status: 400, retryable: false, message: 'Invalid request' },
  INVALID_CREDENTIALS: { status: 400, retryable: false, message: 'Invalid credentials' },
  INVALID_GRANT: { status: 400, retryable: false, message: 'The refresh token is invalid, expired or revoked; sign in again' },
  INVALID_CODE: { status: 400, retryable: false, message: 'The one-time code is wrong or has expired; request a new one' },
  INVALID_PASSKEY: { status: 400, retryable: false, message: 'The passkey was not accepted; begin again with new options' },
  INVALID_TOKEN: { status: 400, retryable: false, message: 'The token is invalid, expired or already used; request a new one' },
  FILE_MISSING: { status: 400, retryable: false, message: 'A file is required' },
  UPLOAD_INCOMPLETE: {
    status: 400,
    retryable: true,
    message: 'The upload ended before all bytes were received; send the file again',
  },
  MESSAGE_TOO_LONG: { status: 400, retryable: false, message: 'The message is too long' },
  // 401
  UNAUTHENTICATED: { status: 401, retryable: false, message: 'Authentication is required; send a valid access token' },
  BAD_CREDENTIALS: { status: 401, retryable: false, message: 'Invalid credentials' },
  // 403
  FORBIDDEN: { status: 403, retryable: false, message: 'You do not have permission to perform this action' },
  URL_INVALID: { status: 403, retryable: false, message: 'The signed URL is invalid or has expired; request a new one' },
  SECOND_FACTOR_REQUIRED: {
    status: 403,
    retryable: false,
    message: 'This account requires a second factor; send its code with the ticket in the details',
  },
  SECOND_FACTOR_SETUP_REQUIRED: {
    status: 403,
    retryable: false,
    message: 'Your role requires a second factor; set one up with the ticket in the details',
  },
  FRESH_SIGN_IN_REQUIRED: {
    status: 403,
    retryable: false,
    message: 'The last authentication of this session is too long ago; authenticate again and repeat the request',
  },
  EMAIL_UNVERIFIED: {
    status: 403,
    retryable: false,
    message: 'Confirm the e-mail address of the account first, with the link of its mail',
  },
  SCOPE_MISSING: {
    status: 403,
    retryable: false,
    message: 'The API token lacks the scope of this call, which the details name',
  },
  PROVIDER_REFUSED: {
    status: 403,
    retryable: false,
    message: 'The provider did not sign you in; begin again, or sign in another way',
  },
  NOT_LINKED: {
    status: 403,
    retryable: false,
    message: 'No account is linked to this account of the provider; sign in another way and link it',
  },
  BANNED: { status: 403, retryable: false, message: 'You are banned' },
  BLOCKED: { status: 403, retryable: false, message: 'This user does not accept direct messages from you' },
  // 404
  NOT_FOUND: { status: 404, retryable: false, message: 'The resource does not exist or is not visible to you' },
  ROOM_NOT_FOUND: { status: 404, retryable: false, message: 'The room does not exist or is not visible to you' },
  USER_NOT_FOUND: { status: 404, retryable: false, message: 'The user does not exist' },
  METHOD_NOT_ALLOWED: {
    status: 405,
    retryable: false,
    message: 'This path does not support the method; the Allow header lists those it supports',
  },
  NOT_ACCEPTABLE: { status: 406, retryable: false, message: 'None of the media types in the Accept header is available' },
  REQUEST_TIMEOUT: { status: 408, retryable: true, message: 'The request was not received completely in time' },
  // 409
  CONFLICT: { status: 409, retryable: false, message: 'The request conflicts with the current state of the resource' },
  EMAIL_TAKEN: { status: 409, retryable: false, message: 'This e-mail address is already in use' },
  USERNAME_TAKEN: { status: 409, retryable: false, message: 'This user name is already in use' },
  NOT_READY: { status: 409, retryable: true, message: 'The resource is still being processed; try again later' },
  INVALID_STATE: { status: 409, retryable: false, message: 'The current state of the resource does not allow this operation' },
  ROOM_FULL: { status: 409, retryable: true, message: 'The room has reached its member limit' },
  INVALID_TRANSITION: { status: 409, retryable: false, message: 'The status of the appointment does not allow this change' },
  DUPLICATE: { status: 409, retryable: false, message: 'This person is probably registered already; see the details' },
  PATIENT_BOOKED: {
    status: 409,
    retryable: false,
    message: 'The patient has another appointment at this time; see the details',
  },
  OUT_OF_STOCK: { status: 409, retryable: false, message: 'There are not enough items in stock' },
  TOO_LATE: { status: 409, retryable: false, message: 'It is too late to change this appointment; call the cabinet' },
  DIFFERENT_ACCOUNTS: {
    status: 409,
    retryable: false,
    message: 'The two patients have accounts of their own; remove one of these contacts before they are merged',
  },
  LEGAL_HOLD: {
    status: 409,
    retryable: false,
    message: 'The patient is under a legal hold; the erasure is recorded and will be carried out when the hold ends',
  },
  SLOT_TAKEN: { status: 409, retryable: false, message: 'This time is no longer available' },
  IDEMPOTENCY_IN_FLIGHT: {
    status: 409,
    retryable: true,
    message: 'The first request with this Idempotency-Key is still being processed',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 409,
    retryable: false,
    message: 'This Idempotency-Key was already used for a different request',
  },
  // 412 to 416
  PRECONDITION_FAILED: {
    status: 412,
    retryable: false,
    message: 'The resource has changed since you read it; read it again before changing it',
  },
  PAYLOAD_TOO_LARGE: { status: 413, retryable: false, message: 'The request body is too large' },
  QUOTA_EXCEEDED: { status: 413, retryable: false, message: 'Your storage quota is used up; delete files to free space' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, retryable: false, message: 'This content type is not supported by the operation' },
  RANGE_NOT_SATISFIABLE: { status: 416, retryable: false, message: 'The requested range lies outside the file' },
  // 429
  RATE_LIMITED: { status: 429, retryable: true, message: 'Too many requests; try again later' },
  HEADERS_TOO_LARGE: { status: 431, retryable: false, message: 'The request headers are too large' },
  // 460, of tus
  CHECKSUM_MISMATCH: { status: 460, retryable: true, message: 'The body does not match its checksum; send it again' },
  // 5xx
  INTERNAL: { status: 500, retryable: false, message: 'Internal server error' },
  CONNECTION_FAILED: { status: 503, retryable: true, message: 'The connection could not be established; try again in a moment' },
  UNAVAILABLE: { status: 503, retryable: true, message: 'The service is temporarily unavailable; try again later' },
  OVERLOADED: { status: 503, retryable: true, message: 'The service is overloaded; try again later' },
  DEADLINE: { status: 504, retryable: true, message: 'The service did not respond in time' },
} as const satisfies Record<string, { status: number; retryable: boolean; message: string }>;

export type ErrorCode = keyof typeof ERRORS;

export const ErrorCode = z
  .enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]])
  .describe('Machine-readable error code. The meaning of a code never changes; new codes may be added.');

/** The general code of a rejection, for a response without a body; undefined if no rejection has this status. */
export const rejectionOf = (status: number): ErrorCode | undefined =>
  status < 500 ? ErrorCode.options.find((code) => ERRORS[code].status === status) : undefined;

/** An error of one request field. */
export const FieldError = z.object({
  field: z.string().describe('Path of the field as the client spelled it, with indexes of lists: `tags.0`.'),
  message: z.string().describe('What is wrong with the value, in English or, where the sentence has one, in French.'),
});
export type FieldError = z.infer<typeof FieldError>;

export interface ErrorFacts {
  message?: string;
  details?: readonly FieldError[];
  /** Seconds to wait before a retry. */
  retryAfter?: number;
  /** The current representation, for PRECONDITION_FAILED. */
  current?: unknown;
  cause?: unknown;
}

/**
 * An expected error with a code of the catalogue. It is the only error whose text reaches a client, and RPC passes it on as
 * the same class. Any other error becomes INTERNAL, and its cause is only logged.
 */
export class DeclaredError extends Error {
  readonly code: ErrorCode;
  readonly details?: readonly FieldError[];
  readonly retryAfter?: number;
  readonly current?: unknown;

  constructor(code: ErrorCode, facts: ErrorFacts = {}) {
    super(facts.message ?? ERRORS[code].message, { cause: facts.cause });
    this.name = 'DeclaredError';
    this.code = code;
    this.details = facts.details;
    this.retryAfter = facts.retryAfter;
    this.current = facts.current;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }
}

/** A VALIDATION_FAILED error of one field. */
export function invalid(field: string, message: string): DeclaredError {
  return new DeclaredError('VALIDATION_FAILED', { message, details: [{ field, message }] });
}

/** The `details` of BANNED: the end of the ban. */
export const bannedUntil = (until: Date | string | null): FieldError[] => [
  { field: 'banned_until', message: until === null ? 'permanent' : new Date(until).toISOString() },
];

/** The error of an account that is banned from the platform. */
export const accountBanned = (until: Date | string | null): DeclaredError =>
  new DeclaredError('BANNED', { message: 'Your account is banned', details: bannedUntil(until) });

const MOST_FAULTS = 20;

/** The issues of zod as field errors, at most 20. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  const faults = error.issues.slice(0, MOST_FAULTS).flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ field: issue.path.join('.'), message: issue.message }];
    return issue.keys.slice(0, MOST_FAULTS).map((key) => ({ field: [...issue.path, key].join('.'), message: 'Unknown field' }));
  });
  return faults.slice(0, MOST_FAULTS);
}
