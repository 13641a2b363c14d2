import { Module, type DynamicModule, type FactoryProvider, type ModuleMetadata } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { EventContract } from '@veza/contracts';
import { ReplicaId } from '../replica-id.js';
import { RpcClient } from '../rpc/rpc.client.js';
import { TRANSPORT_OPTIONS, type TransportOptions } from '../transport.module.js';
import { EventConsumer } from './event-consumer.js';
import { findEventHandlers } from './event-handlers.js';
import { EventLog } from './event-log.js';
import { EventRelay } from './event-relay.js';
import { eventsSinceController } from './events-since.js';
import { Outbox } from './outbox.js';
import type { EventDatabase } from './sql-executor.js';

export interface EventsOptions
  extends Pick<ModuleMetadata, 'imports'>, Pick<FactoryProvider<EventDatabase>, 'inject' | 'useFactory'> {
  readonly service: string;
  /** Events of this service. A service that publishes also handles `<service>.events.since`. */
  readonly publishes?: readonly EventContract[];
  /** Events of other services; each needs exactly one `@OnEvent` method. */
  readonly consumes?: readonly EventContract[];
  /** False: another process of this service publishes what this one appends. */
  readonly relays?: boolean;
  /** Milliseconds without an event after which the source itself is queried; default 30,000. */
  readonly queryAfterMs?: number;
}

const DATABASE = Symbol('veza.events.database');

/**
 * The event wire of a service: outbox and relay if it publishes, a consumer if it consumes. `useFactory` provides the
 * database whose schema has the tables of EVENT_TABLES_SQL. Needs TransportModule.
 */
@Module({})
export class EventsModule {
  static forRootAsync({
    service,
    publishes = [],
    consumes = [],
    relays = true,
    queryAfterMs = 30_000,
    imports = [],
    inject,
    useFactory,
  }: EventsOptions): DynamicModule {
    for (const { name } of publishes)
      if (!name.startsWith(`${service}.`)) throw new Error(`${service} cannot publish ${name}, which another service owns`);
    const names = new Set(publishes.map(({ name }) => name));
    const publishing: FactoryProvider[] = [
      { provide: EventLog, inject: [DATABASE], useFactory: (database: EventDatabase) => new EventLog(database) },
      {
        provide: EventRelay,
        inject: [TRANSPORT_OPTIONS, EventLog, { token: ReplicaId, optional: true }],
        useFactory: (options: TransportOptions, log: EventLog, replica = new ReplicaId()) =>
          new EventRelay(options, log, replica),
      },
    ];
    const outbox: FactoryProvider = {
      provide: Outbox,
      inject: [{ token: EventRelay, optional: true }],
      useFactory: (relay?: EventRelay) => new Outbox(relay, names),
    };
    const consuming: FactoryProvider = {
      provide: EventConsumer,
      inject: [TRANSPORT_OPTIONS, DATABASE, RpcClient, DiscoveryService, MetadataScanner],
      useFactory: (
        { redis, rpcKeys }: TransportOptions,
        database: EventDatabase,
        rpc: RpcClient,
        discovery: DiscoveryService,
        scanner: MetadataScanner,
      ) =>
        new EventConsumer({
          service,
          redisUrl: redis.events,
          keys: rpcKeys,
          database,
          rpc,
          queryAfterMs,
          consumes,
          findHandlers: () => findEventHandlers(discovery, scanner, consumes),
        }),
    };
    const publisher = publishes.length > 0;
    return {
      module: EventsModule,
      global: true,
      imports: [DiscoveryModule, ...imports],
      providers: [
        { provide: DATABASE, inject, useFactory },
        consuming,
        ...(publisher ? [outbox] : []),
        ...(publisher && relays ? publishing : []),
      ],
      controllers: publisher && relays ? [eventsSinceController(service)] : [],
      exports: [EventConsumer, ...(publisher ? [Outbox] : []), ...(publisher && relays ? [EventLog] : [])],
    };
  }
}
