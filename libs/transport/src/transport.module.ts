import { Inject, Module, type DynamicModule, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { RpcClientProxy } from './rpc/rpc-client-proxy.js';
import { RpcClient } from './rpc/rpc.client.js';
import { RpcWire } from './rpc/rpc-wire.js';

export interface TransportOptions {
  /** Name of this service: first part of its subjects and events. */
  readonly service: string;
  /** Redis by role; one URL each, in the forms of `openRedis`. */
  readonly redis: { readonly rpc: string; readonly pubsub?: string; readonly events: string };
}

export const TRANSPORT_OPTIONS = Symbol('veza.transport.options');

/** Gives every module of a service the RpcClient (and RpcClientProxy, its face in Nest's own terms). */
@Module({})
export class TransportModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(RpcWire) private readonly wire: RpcWire) {}

  static forRoot(options: TransportOptions): DynamicModule {
    return {
      module: TransportModule,
      global: true,
      providers: [
        { provide: TRANSPORT_OPTIONS, useValue: options },
        { provide: RpcWire, useFactory: () => new RpcWire(options.redis.rpc, options.service) },
        { provide: RpcClient, useFactory: (wire: RpcWire) => new RpcClient(wire), inject: [RpcWire] },
        { provide: RpcClientProxy, useFactory: (wire: RpcWire) => new RpcClientProxy(wire), inject: [RpcWire] },
      ],
      exports: [TRANSPORT_OPTIONS, RpcClient, RpcClientProxy],
    };
  }

  onApplicationBootstrap(): void {
    this.wire.open();
  }

  /** Last of all: what still runs while the service stops may have to ask. */
  async onApplicationShutdown(): Promise<void> {
    await this.wire.close();
  }
}
