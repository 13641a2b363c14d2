import { type z } from 'zod';

/**
 * Deferred work (BullMQ): an id and a verb, never the object itself. Jobs run at least once, so a handler must be idempotent.
 * `attempts` includes the first one; the delay before attempt n is `backoffMs * 2^(n-2)`.
 */
export interface JobContract<P extends z.ZodType = z.ZodType> {
  readonly kind: 'job';
  readonly queue: string;
  readonly name: string;
  readonly summary: string;
  readonly payload: P;
  readonly attempts: number;
  readonly backoffMs: number;
}

export function job<P extends z.ZodType>(
  queue: string,
  name: string,
  definition: { summary: string; payload: P; attempts: number; backoffMs: number },
): JobContract<P> {
  return { kind: 'job', queue, name, ...definition };
}

export type JobPayload<C extends JobContract> = z.output<C['payload']>;
