import { type z } from 'zod';

/**
 * Something to do later, surely (BullMQ): an id and a verb, never the thing itself. At least once, so a handler must be
 * safe to run twice. `attempts` counts the first try; the pause before try n is `backoffMs * 2^(n-2)`.
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
