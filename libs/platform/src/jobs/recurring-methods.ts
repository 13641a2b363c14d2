import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { AppLogger } from '../logging/app-logger.js';
import { Shutdown } from '../shutdown/shutdown.js';
import { recurring } from './recurring.js';
import { recurrenceOf } from './recurring.decorators.js';

/** Begins the `@Every` and `@Hourly` methods of all providers. A service with two of one name does not start. */
@Injectable()
export class RecurringMethods implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {}

  onApplicationBootstrap(): void {
    const names = new Set<string>();
    // One instance may be provided under several tokens.
    for (const instance of new Set<unknown>(this.discovery.getProviders().map((provider) => provider.instance)))
      for (const method of this.methodsOf(instance)) {
        const recurrence = recurrenceOf(method);
        if (!recurrence || typeof method !== 'function') continue;
        const { name, everyMs } = recurrence;
        if (names.has(name)) throw new Error(`This service cannot start: more than one recurring method is named "${name}".`);
        names.add(name);
        recurring(name, everyMs, async () => method.call(instance), this);
      }
  }

  /** Those of its class only: a provider may be a plain value, or a proxy with a method of every name. */
  private methodsOf(instance: unknown): unknown[] {
    const prototype: unknown = typeof instance === 'object' && instance !== null ? Object.getPrototypeOf(instance) : null;
    if (typeof prototype !== 'object' || prototype === null || prototype === Object.prototype) return [];
    return this.scanner.getAllMethodNames(prototype).map((name): unknown => Reflect.get(prototype, name));
  }
}
