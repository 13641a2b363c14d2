import { DeclaredError } from '@veza/contracts';
import { z } from 'zod';

const Failure = z.looseObject({
  code: z.string().optional(),
  constraint: z.string().optional(),
  driverError: z.unknown().optional(),
  message: z.string().optional(),
});

/** SQLSTATE and constraint of an error of Postgres, also inside TypeORM's wrapper. */
function failureOf(error: unknown): { code?: string; constraint?: string; message?: string } {
  const outer = Failure.safeParse(error);
  if (!outer.success) return {};
  const inner = Failure.safeParse(outer.data.driverError);
  return inner.success ? inner.data : outer.data;
}

export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return refusedBy(error, '23505', constraint);
}

export function isForeignKeyViolation(error: unknown, constraint?: string): boolean {
  return refusedBy(error, '23503', constraint);
}

export function isCheckViolation(error: unknown, constraint?: string): boolean {
  return refusedBy(error, '23514', constraint);
}

export function isExclusionViolation(error: unknown, constraint?: string): boolean {
  return refusedBy(error, '23P01', constraint);
}

function refusedBy(error: unknown, code: string, constraint: string | undefined): boolean {
  const failure = failureOf(error);
  return failure.code === code && (constraint === undefined || failure.constraint === constraint);
}

/** Serialization failures and deadlocks: nothing was written, and the transaction may succeed when repeated. */
export function isRetryable(error: unknown): boolean {
  return ['40001', '40P01'].includes(failureOf(error).code ?? '');
}

/**
 * The server is unreachable: connection exceptions (08), shutdown and start-up (57P0x). Or it has no resources left (53):
 * disk, memory, connections. Or it accepts no changes (25006), which a standby does until it is promoted.
 */
const UNAVAILABLE_CODE =
  /^(08...|57P0[123]|53...|25006|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ETIMEDOUT|EPIPE|ENOENT)$/;
/** Errors that pg and its pool throw without a code. */
const UNAVAILABLE_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error)/;
/** OpenSSL's verdict on a certificate, Node's on its names, and pg's on a server without TLS. */
const UNTRUSTED_CODE = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/;
const UNTRUSTED_MESSAGE = /^The server does not support SSL/;
const STATEMENT_TIMEOUT = '57014';
const READ_ONLY = '25006';
/** A promotion takes seconds, and a read-only mode minutes. */
const READ_ONLY_RETRY_S = 10;
const DISK_FULL = '53100';

export function isUnavailable(error: unknown): boolean {
  const { code = '', message = '' } = failureOf(error);
  return UNAVAILABLE_CODE.test(code) || UNAVAILABLE_MESSAGE.test(message) || isUntrusted(error);
}

/** The server is not the one that the address and its authorities stand for. */
export function isUntrusted(error: unknown): boolean {
  const { code = '', message = '' } = failureOf(error);
  return UNTRUSTED_CODE.test(code) || UNTRUSTED_MESSAGE.test(message);
}

export function isDiskFull(error: unknown): boolean {
  return failureOf(error).code === DISK_FULL;
}

/** An unreachable or too slow database becomes a DeclaredError; other errors are returned unchanged. */
export function declareDatabaseError(error: unknown): unknown {
  if (error instanceof DeclaredError) return error;
  if (failureOf(error).code === READ_ONLY) return readOnly(error);
  if (isUnavailable(error)) return new DeclaredError('UNAVAILABLE', { cause: error });
  if (failureOf(error).code === STATEMENT_TIMEOUT) return new DeclaredError('DEADLINE', { cause: error });
  return error;
}

const readOnly = (cause: unknown) =>
  new DeclaredError('UNAVAILABLE', {
    message: 'Nothing can be changed at the moment, only read; try again later',
    retryAfter: READ_ONLY_RETRY_S,
    cause,
  });

export function isInsufficientPrivilege(error: unknown): boolean {
  return failureOf(error).code === '42501';
}

/** Two sessions changed the same row of a shared catalogue (roles); a retry succeeds. */
export function isCatalogueRace(error: unknown): boolean {
  const { code, message, constraint } = failureOf(error);
  return (
    (code === 'XX000' && message === 'tuple concurrently updated') ||
    (code === '23505' && constraint === 'pg_authid_rolname_index') ||
    code === '42710'
  );
}

export function sqlStateOf(error: unknown): string | undefined {
  return failureOf(error).code;
}
