import type { DynamicModule, INestApplicationContext, INestMicroservice, NestApplicationOptions, Type } from '@nestjs/common';
import type { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RpcContract } from '@veza/contracts';
import type { PlatformConfig } from '../config/index.js';

/** The HTTP listener of a service. */
export interface HttpListenerOptions {
  port: number;
  adapterOptions?: ConstructorParameters<typeof FastifyAdapter>[0];
  nestOptions?: Pick<NestApplicationOptions, 'bodyParser' | 'rawBody' | 'cors'>;
  /** Hooks, parsers, filters and upgrades, before anything is initialised. */
  configure?: (app: NestFastifyApplication) => unknown;
}

export interface ServiceDefinition {
  /** The name in logs, metrics and Redis: `catalog`. */
  service: string;
  config: PlatformConfig;
  module: Type<unknown> | DynamicModule;
  /** First part of its RPC subjects, if that is not the service name: the gateway serves `identity`. */
  rpcName?: string;
  /** RPC contracts that this service handles, each exactly once, or it refuses to start. Absent: no RPC server. */
  contracts?: readonly RpcContract[];
  http?: HttpListenerOptions;
  /** Set-up of the Nest app before it is initialised, such as a WebSocket adapter. Not called for a bare worker. */
  configure?: (app: NestFastifyApplication | INestMicroservice) => unknown;
  /** False in tests: signals stay the runner's, and a failed start rejects instead of ending the process. */
  handleSignals?: boolean;
}

export interface RunningService {
  app: INestApplicationContext;
  /** Where it listens, also when a port was given as 0. */
  ports: { ops: number; http?: number };
  /** Runs the whole shutdown, without ending the process. */
  stop(): Promise<void>;
}
