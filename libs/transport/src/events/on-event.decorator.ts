import type { EventContract, EventPayload } from '@veza/contracts';
import type { SqlExecutor } from './sql-executor.js';

/** What a handler learns beside the payload. */
export interface Delivery<Tx extends SqlExecutor = SqlExecutor> {
  readonly source: string;
  /** Number of the event within its source: dense, rising, and the same at each delivery. */
  readonly position: number;
  readonly name: string;
  /** ISO time of the change. */
  readonly createdAt: string;
  /** The transaction in which the consumer's position moves on: what is written through it happens exactly once. */
  readonly tx: Tx;
}

const ON_EVENT = Symbol('veza.onEvent');

type EventHandler<C extends EventContract> = (payload: EventPayload<C>, delivery: never) => Promise<void> | void;

/**
 * Makes a method `(payload, delivery)` of a `@Controller()` this service's one handler of the event.
 *
 * Events of a source arrive one after the other, in order, at one replica at a time. When the method throws, the event
 * comes again, later and later (up to 30 s), and nothing behind it of this source passes it by. Effects through
 * `delivery.tx` (an EntityManager where the service's Database gives one) happen once; all others at least once, so they
 * must be harmless to repeat. The transaction stays open while the method runs: keep it short, and call nobody in it.
 * The caller of the request context is `system`.
 */
export function OnEvent<C extends EventContract>(contract: C) {
  return <F extends EventHandler<C>>(_target: object, _key: string | symbol, descriptor: TypedPropertyDescriptor<F>): void => {
    if (descriptor.value) Reflect.defineMetadata(ON_EVENT, contract, descriptor.value);
  };
}

export function handledEvent(method: unknown): EventContract | undefined {
  return typeof method === 'function' ? Reflect.getMetadata(ON_EVENT, method) : undefined;
}
