import type { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { EventContract } from '@veza/contracts';
import { handledEvent, type EventDelivery } from './on-event.decorator.js';

export interface Handler {
  readonly contract: EventContract;
  readonly handle: (payload: unknown, delivery: EventDelivery) => Promise<void>;
}

/**
 * Finds the `@OnEvent` methods of all controllers: for each consumed event exactly one, or the service cannot start.
 */
export function findEventHandlers(
  discovery: DiscoveryService,
  scanner: MetadataScanner,
  consumes: readonly EventContract[],
): Map<string, Handler> {
  const handlers = new Map<string, Handler>();
  const expected = new Set(consumes.map(({ name }) => name));
  const faults: string[] = [];
  for (const { contract, handle } of methods(discovery, scanner)) {
    if (handlers.has(contract.name)) faults.push(`more than one handler for the event ${contract.name}`);
    if (!expected.has(contract.name))
      faults.push(`a handler for the event ${contract.name}, which is not among those it consumes`);
    handlers.set(contract.name, { contract, handle });
  }
  for (const name of expected) if (!handlers.has(name)) faults.push(`no handler for the event ${name}`);
  if (faults.length > 0) throw new Error(`This service cannot start: ${faults.join('; ')}.`);
  return handlers;
}

function methods(discovery: DiscoveryService, scanner: MetadataScanner): Handler[] {
  return discovery.getControllers().flatMap(({ instance }): Handler[] => {
    if (!isObject(instance)) return [];
    return scanner.getAllMethodNames(Object.getPrototypeOf(instance)).flatMap((name): Handler[] => {
      const method = instance[name];
      const contract = handledEvent(method);
      if (!contract || typeof method !== 'function') return [];
      return [{ contract, handle: async (payload, delivery) => void (await method.call(instance, payload, delivery)) }];
    });
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
