import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ReplicaId } from '@veza/transport';
import { HealthRegistry } from './health/health-registry.js';
import { RecurringMethods } from './jobs/recurring-methods.js';
import { AppLogger } from './logging/app-logger.js';
import { Metrics } from './metrics/metrics.js';
import { WireMetrics } from './metrics/wire-metrics.js';
import { RedisConnections } from './redis/redis-connections.js';
import { Shutdown } from './shutdown/shutdown.js';
import { RpcClientSpans } from './tracing/rpc-client-spans.js';
import { Tracing } from './tracing/tracing.js';

/** Injects the configuration of the app: `@Inject(CONFIG) private readonly config: CatalogConfig`. */
export const CONFIG = Symbol('CONFIG');

/**
 * The parts of the platform that live as long as the process; created before Nest, so that a failed start can be
 * logged.
 */
export interface Platform {
  replica: ReplicaId;
  logger: AppLogger;
  health: HealthRegistry;
  metrics: Metrics;
  shutdown: Shutdown;
  tracing: Tracing;
  redis: RedisConnections;
}

/**
 * Provides the parts of the platform and the configuration of the app to every module, and runs recurring methods.
 * startService imports it.
 */
@Module({})
export class PlatformModule {
  static forRoot(platform: Platform, config: unknown): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: ReplicaId, useValue: platform.replica },
      { provide: AppLogger, useValue: platform.logger },
      { provide: HealthRegistry, useValue: platform.health },
      { provide: Metrics, useValue: platform.metrics },
      { provide: Shutdown, useValue: platform.shutdown },
      { provide: Tracing, useValue: platform.tracing },
      { provide: RedisConnections, useValue: platform.redis },
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [...providers, RpcClientSpans, WireMetrics, RecurringMethods],
      exports: providers,
    };
  }
}
