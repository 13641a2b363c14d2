import type { EventContract, EventPayload } from '@veza/contracts';
import type { SqlExecutor } from './sql-executor.js';

/** What a handler receives beside the payload. */
export interface EventDelivery<Tx extends SqlExecutor = SqlExecutor> {
  readonly source: string;
  /** Number of the event within its source: dense, ascending, and the same in each delivery. */
  readonly position: number;
  readonly name: string;
  /** ISO time of the change. */
  readonly createdAt: string;
  /** The transaction that advances the consumer's position: its writes happen exactly once. */
  readonly tx: Tx;
}

const ON_EVENT = Symbol('veza.onEvent');

type EventHandler<C extends EventContract> = (payload: EventPayload<C>, delivery: never) => Promise<void> | void;

/**
 * Makes a method `(payload, delivery)` of a `@Controller()` this service's handler of the event.
 *
 * Events of a source arrive one after the other, in order, at one replica at a time. If the method throws, the event is
 * delivered again with growing pauses (up to 30 s), and later events of this source wait. Writes through `delivery.tx`
 * (an EntityManager where the service's Database provides one) happen once; all other effects happen at least once and
 * must be safe to repeat. The transaction stays open while the method runs: keep it short, with no RPC in it. The
 * caller of the request context is `system`.
 */
export function OnEvent<C extends EventContract>(contract: C) {
  return <F extends EventHandler<C>>(_target: object, _key: string | symbol, descriptor: TypedPropertyDescriptor<F>): void => {
    if (descriptor.value) Reflect.defineMetadata(ON_EVENT, contract, descriptor.value);
  };
}

export function handledEvent(method: unknown): EventContract | undefined {
  return typeof method === 'function' ? Reflect.getMetadata(ON_EVENT, method) : undefined;
}
