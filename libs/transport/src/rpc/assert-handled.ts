import type { RpcContract } from '@veza/contracts';

interface HandlerRegistry {
  getHandlers(): ReadonlyMap<string, unknown>;
  handledTwice: ReadonlySet<string>;
}

/** Throws when a subject has no handler or more than one: a service must not start with an incomplete contract. */
export function assertHandled(contracts: readonly RpcContract[], server: HandlerRegistry): void {
  const handlers = server.getHandlers();
  const missing = contracts.map(({ subject }) => subject).filter((subject) => !handlers.has(subject));
  const faults = [
    missing.length > 0 && `no handler for ${missing.join(', ')}`,
    server.handledTwice.size > 0 && `more than one handler for ${[...server.handledTwice].join(', ')}`,
  ].filter((fault) => fault !== false);
  if (faults.length > 0) throw new Error(`This service cannot start: ${faults.join('; ')}.`);
}
