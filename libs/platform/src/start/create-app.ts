import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { limitRequestHeads } from '../http/request-heads.js';
import { TrustedProxies } from '../http/trusted-proxies.js';
import { PlatformModule, type Platform } from '../platform.module.js';
import { drainHttp } from './drain-http.js';
import { observeHttp } from './observe-http.js';
import { createRpcServer } from './rpc-server.js';
import type { HttpListenerOptions, ServiceDefinition } from './service-definition.js';

export interface StartedApp {
  app: INestApplicationContext;
  httpPort?: number;
}

/** Receives the app as soon as it exists, so that a later failure of the start can close it. */
type OnMade = (app: INestApplicationContext) => void;

/**
 * Creates and starts the Nest app of the definition: HTTP (with RPC), RPC alone, or neither. Ports open last, when all
 * providers are initialised; the shutdown closes them.
 */
export async function createApp(definition: ServiceDefinition, platform: Platform, onMade: OnMade): Promise<StartedApp> {
  const root = rootOf(definition, platform);
  const options = { logger: platform.logger, abortOnError: false as const };
  if (definition.http) return startHttp(definition, definition.http, root, platform, onMade);
  if (!definition.contracts) {
    const app = await NestFactory.createApplicationContext(root, options);
    onMade(app);
    return { app };
  }
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(root, {
    ...options,
    strategy: createRpcServer(definition, platform),
  });
  onMade(app);
  await definition.configure?.(app);
  await app.listen();
  return { app };
}

function rootOf({ module, config }: ServiceDefinition, platform: Platform): DynamicModule {
  class Service {}
  return { module: Service, imports: [PlatformModule.forRoot(platform, config), module] };
}

/** RPC is started after `init`, or its handlers would run beside providers that are still being initialised. */
async function startHttp(
  definition: ServiceDefinition,
  http: HttpListenerOptions,
  root: DynamicModule,
  platform: Platform,
  onMade: OnMade,
): Promise<StartedApp> {
  const { FastifyAdapter } = await import('@nestjs/platform-fastify');
  const adapter = new FastifyAdapter(http.adapterOptions);
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    ...http.nestOptions,
    logger: platform.logger,
    abortOnError: false,
  });
  onMade(app);
  if (definition.contracts) app.connectMicroservice<MicroserviceOptions>({ strategy: createRpcServer(definition, platform) });
  observeHttp(app, platform);
  await definition.configure?.(app);
  await http.configure?.(app);
  await app.init();
  await app.startAllMicroservices();

  const server = app.getHttpServer();
  limitRequestHeads(server, new TrustedProxies(definition.config.TRUSTED_PROXIES));
  const drained = drainHttp(server, definition.config.SHUTDOWN_TIMEOUT_MS);
  await app.listen(http.port, definition.config.HOST);
  platform.shutdown.register('unready', 'http', drained.announce);
  platform.shutdown.register('stop-accepting', 'http', drained.stop);
  platform.shutdown.register('drain', 'http', drained.finish);
  const address = server.address();
  return { app, httpPort: typeof address === 'object' && address ? address.port : http.port };
}
