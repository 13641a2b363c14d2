import { type z } from 'zod';

/**
 * Deferred work (BullMQ): an id and a verb, never the object itself. Jobs run at least once, so a handler must be idempotent.
 */
export interface JobContract<P extends z.ZodType = z.ZodType> {
  readonly kind: 'job';
  readonly queue: string;
  readonly name: string;
  readonly summary: string;
  readonly payload: P;
}

export function job<P extends z.ZodType>(
  queue: string,
  name: string,
  definition: { summary: string; payload: P },
): JobContract<P> {
  return { kind: 'job', queue, name, ...definition };
}

export type JobPayload<C extends JobContract> = z.output<C['payload']>;
