import { z } from 'zod';

/**
 * The one catalogue of error codes. A code is public API: it never changes its meaning, and every refusal that a
 * client, an RPC caller or a socket can see is one of these.
 *
 * - `status`: the HTTP status at the door.
 * - `retryable`: whether the same request may succeed later without being changed.
 * - `message`: the default English sentence; a thrower may give a more precise one.
 */
export const ERRORS = {
  // 400
  VALIDATION_FAILED: { status: 400, retryable: false, message: 'Invalid request' },
  MALFORMED_BODY: { status: 400, retryable: false, message: 'Invalid request' },
  INVALID_CREDENTIALS: { status: 400, retryable: false, message: 'Invalid credentials' },
  INVALID_GRANT: { status: 400, retryable: false, message: 'The refresh token is not valid' },
  INVALID_CODE: { status: 400, retryable: false, message: 'The code is not valid' },
  INVALID_TOKEN: { status: 400, retryable: false, message: 'The token is not valid or was used already' },
  FILE_MISSING: { status: 400, retryable: false, message: 'A file is required' },
  UPLOAD_INCOMPLETE: { status: 400, retryable: true, message: 'The upload ended before its last byte' },
  MESSAGE_TOO_LONG: { status: 400, retryable: false, message: 'The message is too long' },
  // 401
  UNAUTHENTICATED: { status: 401, retryable: false, message: 'Authentication required' },
  BAD_CREDENTIALS: { status: 401, retryable: false, message: 'Invalid credentials' },
  // 403
  FORBIDDEN: { status: 403, retryable: false, message: 'You may not do this' },
  URL_INVALID: { status: 403, retryable: false, message: 'The signed address is invalid or has expired' },
  BANNED: { status: 403, retryable: false, message: 'You are banned here' },
  BLOCKED: { status: 403, retryable: false, message: 'This person does not take messages from you' },
  // 404
  NOT_FOUND: { status: 404, retryable: false, message: 'Not found' },
  ROOM_NOT_FOUND: { status: 404, retryable: false, message: 'Room not found' },
  USER_NOT_FOUND: { status: 404, retryable: false, message: 'User not found' },
  METHOD_NOT_ALLOWED: { status: 405, retryable: false, message: 'Method not allowed' },
  NOT_ACCEPTABLE: { status: 406, retryable: false, message: 'None of the accepted types can be given' },
  REQUEST_TIMEOUT: { status: 408, retryable: true, message: 'The request did not arrive in time' },
  // 409
  CONFLICT: { status: 409, retryable: false, message: 'The request conflicts with what is there' },
  EMAIL_TAKEN: { status: 409, retryable: false, message: 'This e-mail address is taken' },
  USERNAME_TAKEN: { status: 409, retryable: false, message: 'This user name is taken' },
  NOT_READY: { status: 409, retryable: true, message: 'Not ready yet' },
  INVALID_STATE: { status: 409, retryable: false, message: 'Not possible in this state' },
  ROOM_FULL: { status: 409, retryable: true, message: 'The room is full' },
  SLOT_TAKEN: { status: 409, retryable: false, message: 'This time is taken' },
  IDEMPOTENCY_IN_FLIGHT: { status: 409, retryable: true, message: 'The first request with this key is still running' },
  IDEMPOTENCY_KEY_REUSED: { status: 409, retryable: false, message: 'This key was used for another request' },
  // 412 to 416
  PRECONDITION_FAILED: { status: 412, retryable: false, message: 'It has changed since you read it' },
  PAYLOAD_TOO_LARGE: { status: 413, retryable: false, message: 'Too large' },
  QUOTA_EXCEEDED: { status: 413, retryable: false, message: 'Your storage quota is used up' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, retryable: false, message: 'This type of content is not accepted here' },
  RANGE_NOT_SATISFIABLE: { status: 416, retryable: false, message: 'The range lies outside the file' },
  // 429
  RATE_LIMITED: { status: 429, retryable: true, message: 'Too many requests' },
  HEADERS_TOO_LARGE: { status: 431, retryable: false, message: 'The request headers are too large' },
  // 5xx
  INTERNAL: { status: 500, retryable: false, message: 'Internal server error' },
  CONNECTION_FAILED: { status: 503, retryable: true, message: 'You could not be let in; come back in a moment' },
  UNAVAILABLE: { status: 503, retryable: true, message: 'The service is not available at the moment' },
  OVERLOADED: { status: 503, retryable: true, message: 'The service is overloaded' },
  DEADLINE: { status: 504, retryable: true, message: 'The service did not answer in time' },
} as const satisfies Record<string, { status: number; retryable: boolean; message: string }>;

export type ErrorCode = keyof typeof ERRORS;

export const ErrorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

/** A fault of one field: `field` is the path in the caller's own spelling (`tags.0`), `message` a sentence. */
export const FieldFault = z.object({ field: z.string(), message: z.string() });
export type FieldFault = z.infer<typeof FieldFault>;

export interface ErrorFacts {
  message?: string;
  details?: readonly FieldFault[];
  /** Seconds after which a retry makes sense. */
  retryAfter?: number;
  /** The current representation, for PRECONDITION_FAILED. */
  current?: unknown;
  cause?: unknown;
}

/**
 * An expected refusal with a code of the catalogue. It is the only error whose text reaches a client; it crosses RPC as
 * the same class. Whatever else is thrown becomes INTERNAL, with its cause in the log only.
 */
export class DeclaredError extends Error {
  readonly code: ErrorCode;
  readonly details?: readonly FieldFault[];
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

/** The refusal of one field, the commonest case. */
export function invalid(field: string, message: string): DeclaredError {
  return new DeclaredError('VALIDATION_FAILED', { message, details: [{ field, message }] });
}

/** The end of a ban, as BANNED tells it. */
export const bannedUntil = (until: Date | string | null): FieldFault[] => [
  { field: 'banned_until', message: until === null ? 'permanent' : new Date(until).toISOString() },
];

/** The refusal of somebody whom no door lets in. */
export const accountBanned = (until: Date | string | null): DeclaredError =>
  new DeclaredError('BANNED', { message: 'Your account is banned', details: bannedUntil(until) });

const MOST_FAULTS = 20;

/** zod's issues as field faults, bounded: nobody reads more than twenty. */
export function fieldFaults(error: z.ZodError): FieldFault[] {
  const faults = error.issues.slice(0, MOST_FAULTS).flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ field: issue.path.join('.'), message: issue.message }];
    return issue.keys.slice(0, MOST_FAULTS).map((key) => ({ field: [...issue.path, key].join('.'), message: 'Unknown field' }));
  });
  return faults.slice(0, MOST_FAULTS);
}
