import { type z } from 'zod';

/**
 * A fact that is delivered to other services at least once. Its row is written to the `events` table of the source in the
 * transaction that makes it true. `name` is `<service>.<feature>.<past tense>`; its first part is the source.
 */
export interface EventContract<P extends z.ZodType = z.ZodType> {
  readonly kind: 'event';
  readonly name: string;
  readonly summary: string;
  readonly payload: P;
}

const NAME = /^[a-z]+(\.[a-z]+[A-Za-z]*){2}$/;

export function event<P extends z.ZodType>(name: string, definition: { summary: string; payload: P }): EventContract<P> {
  if (!NAME.test(name)) throw new Error(`Event ${name} is not <service>.<feature>.<past tense>`);
  return { kind: 'event', name, ...definition };
}

export type EventPayload<C extends EventContract> = z.output<C['payload']>;
