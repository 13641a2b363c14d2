import { DeclaredError } from '@veza/contracts';

const RETRY_S = 5;
/** Of calls that ended by their own time limit. */
const LATE: ReadonlySet<string> = new Set(['AbortError', 'TimeoutError', 'TimeoutException']);
const UNREACHED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** A store on the network that does not answer, or only with faults of its own. The request is right, and may be repeated. */
export class StoreAway extends DeclaredError {
  constructor(cause: unknown) {
    super('UNAVAILABLE', { retryAfter: RETRY_S, cause });
  }
}

/** The error of a call to such a store; others are returned unchanged. */
export function awayOr(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error;
  const status = '$metadata' in error ? statusOf(error.$metadata) : 0;
  const name = 'name' in error ? String(error.name) : '';
  const code = 'code' in error ? String(error.code) : '';
  return status >= 500 || LATE.has(name) || UNREACHED.has(code) ? new StoreAway(error) : error;
}

const statusOf = (metadata: unknown): number =>
  typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata ? Number(metadata.httpStatusCode) : 0;
