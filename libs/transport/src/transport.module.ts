import { Inject, Module, type DynamicModule, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { RpcClient } from './rpc/rpc.client.js';
import type { RpcKeys } from './rpc/rpc-keys.js';
import { RpcWire } from './rpc/rpc-wire.js';

export interface TransportOptions {
  /** Name of the service: the first part of its subjects and events. */
  readonly service: string;
  /** Redis by role; one URL each, in the forms of `openRedis`. */
  readonly redis: { readonly rpc: string; readonly pubsub?: string; readonly events: string };
  readonly rpcKeys: RpcKeys;
  /** False: this process calls no service, and has no right to a channel for replies. */
  readonly calls?: boolean;
}

export const TRANSPORT_OPTIONS = Symbol('veza.transport.options');

/** Provides the RpcClient to every module of a service. */
@Module({})
export class TransportModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(RpcWire) private readonly wire: RpcWire,
    @Inject(TRANSPORT_OPTIONS) private readonly options: TransportOptions,
  ) {}

  static forRoot(options: TransportOptions): DynamicModule {
    return {
      module: TransportModule,
      global: true,
      providers: [
        { provide: TRANSPORT_OPTIONS, useValue: options },
        { provide: RpcWire, useFactory: () => new RpcWire(options.redis.rpc, options.service, options.rpcKeys) },
        { provide: RpcClient, useFactory: (wire: RpcWire) => new RpcClient(wire), inject: [RpcWire] },
      ],
      exports: [TRANSPORT_OPTIONS, RpcClient],
    };
  }

  onApplicationBootstrap(): void {
    if (this.options.calls !== false) this.wire.open();
  }

  /** Closed last: work that still runs while the service stops may need RPC. */
  async onApplicationShutdown(): Promise<void> {
    await this.wire.close();
  }
}
