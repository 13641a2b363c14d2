import { HOURLY_MS } from './recurring.js';

const RECURRING = Symbol('veza.recurring');

export interface Recurrence {
  readonly everyMs: number;
  /** In logs, and in the list of what a stop waits for; a service has it once. */
  readonly name: string;
}

/**
 * Runs a method of a provider `everyMs` milliseconds after its last end, on every replica, as `recurring` does.
 * Replicas run it at the same time: a statement deletes what is due, or skips rows that another replica has locked.
 */
export function Every(everyMs: number, name: string) {
  return <Method extends () => Promise<unknown>>(
    _target: object,
    _key: string | symbol,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    const recurrence: Recurrence = { everyMs, name };
    if (descriptor.value) Reflect.defineMetadata(RECURRING, recurrence, descriptor.value);
  };
}

/** For clean-up that is not urgent. */
export const Hourly = (name: string) => Every(HOURLY_MS, name);

export function recurrenceOf(method: unknown): Recurrence | undefined {
  return typeof method === 'function' ? Reflect.getMetadata(RECURRING, method) : undefined;
}
