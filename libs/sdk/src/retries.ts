import { backOff, pause } from './back-off.js';
import { VezaError } from './veza-error.js';

export interface RetryPlan {
  /** Repetitions at most. */
  most: number;
  /** The whole call ends after this time: a longer wait is not begun. */
  endMs: number;
  signal?: AbortSignal;
}

const RETRY = { firstMs: 300, longestMs: 5_000 };
/** Not received in time, refused for now, or not answered in time. */
const BUSY = [408, 429, 503, 504];

/** Repeats what failed for a passing reason: no response or a late one, a server that is busy, a first try that still runs. */
export async function withRetries<Result>(attempt: () => Promise<Result>, { most, endMs, signal }: RetryPlan): Promise<Result> {
  for (let failures = 0; ; failures += 1)
    try {
      return await attempt();
    } catch (error) {
      const waitMs = waitOf(error, failures);
      if (failures >= most || waitMs === undefined || performance.now() + waitMs >= endMs) throw error;
      await pause(waitMs, signal);
      signal?.throwIfAborted();
    }
}

/**
 * Whether `fetch` had no response, for which it throws a TypeError. By its name: that of another realm, such as a frame, a
 * sandbox or a test runner, is an instance of another class.
 */
const isLostConnection = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === 'TypeError';

/** Milliseconds; undefined for a failure that stays. */
function waitOf(error: unknown, failures: number): number | undefined {
  const jitter = backOff(failures, RETRY);
  if (isLostConnection(error)) return jitter;
  if (!(error instanceof VezaError)) return undefined;
  const { status, code, retryAfter = 0 } = error;
  return BUSY.includes(status) || code === 'IDEMPOTENCY_IN_FLIGHT' ? retryAfter * 1_000 + jitter : undefined;
}
