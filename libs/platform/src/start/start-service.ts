import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { onForeign, ReplicaId } from '@veza/transport';
import { HealthRegistry } from '../health/health-registry.js';
import { AppLogger } from '../logging/app-logger.js';
import { measureBuild } from '../metrics/build-info.js';
import { Metrics } from '../metrics/metrics.js';
import { measureRedis } from '../metrics/redis-metrics.js';
import { OpsServer } from './ops-server.js';
import type { Platform } from '../platform.module.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { Shutdown } from '../shutdown/shutdown.js';
import { Tracing } from '../tracing/tracing.js';
import { createApp } from './create-app.js';
import { handleProcessEvents } from './process-events.js';
import type { RunningService, ServiceDefinition } from './service-definition.js';
import { StartFailure, asStartFailure } from '../errors/start-failure.js';

/**
 * Starts a service and logs one line. /healthz is available at once, /readyz succeeds when every dependency has once, and
 * the service's own ports open last. A failed start logs its reason in one line, closes everything and exits with 1.
 */
export async function startService(definition: ServiceDefinition): Promise<RunningService> {
  const { config, service, handleSignals = true } = definition;
  const startedAt = performance.now();
  const platform = await createPlatform(definition);
  const { logger, shutdown } = platform;
  if (handleSignals) handleProcessEvents(logger, shutdown);
  try {
    const ports = await open(definition, platform);
    logger.log('Ready', { ...ports.ports, host: config.HOST, ms: Math.round(performance.now() - startedAt) });
    return { ...ports, stop: () => shutdown.run('stop') };
  } catch (error) {
    const failure = asStartFailure(error, config);
    if (failure instanceof StartFailure) logger.fatal(failure.message);
    else logger.fatal(`The service ${service} could not start`, { cause: failure });
    await shutdown.run('failed start');
    if (handleSignals) process.exit(1);
    throw failure;
  }
}

async function createPlatform({ service, config }: ServiceDefinition): Promise<Platform> {
  const name = config.REPLICA ?? `${hostname()}-${process.pid}`;
  const logger = new AppLogger({ service, replica: name, level: config.LOG_LEVEL });
  const metrics = new Metrics();
  measureBuild(metrics);
  measureRedis(metrics);
  const health = new HealthRegistry(logger, metrics);
  const foreign = metrics.counter('veza_foreign_messages_total', 'Dropped: what no service put into Redis, by place', ['place']);
  for (const place of ['requests', 'replies', 'events']) foreign.inc({ place }, 0); // an increase from nothing is none
  onForeign((place) => foreign.inc({ place }));
  return {
    replica: new ReplicaId(),
    logger,
    health,
    metrics,
    shutdown: new Shutdown(logger, config.SHUTDOWN_TIMEOUT_MS),
    tracing: await Tracing.start(service, name, config.OTEL_EXPORTER_OTLP_ENDPOINT),
    redis: new RedisConnections(service, logger, health),
  };
}

async function open(definition: ServiceDefinition, platform: Platform): Promise<Omit<RunningService, 'stop'>> {
  const { config } = definition;
  const { health, metrics, shutdown, tracing, redis } = platform;
  const ops = new OpsServer(health, metrics);
  health.start();
  shutdown.register('unready', 'readiness', () => {
    health.stop();
    return pause(config.SHUTDOWN_UNREADY_MS);
  });
  const opsPort = await ops.listen(config.OPS_PORT, config.HOST);
  let close: () => Promise<unknown> = async () => undefined;
  shutdown.register('close-connections', 'service', async () => {
    await close();
    redis.closeAll();
    await tracing.shutdown();
    await ops.close();
  });
  const { app, httpPort } = await createApp(definition, platform, (made) => {
    close = () => made.close();
  });
  health.serve();
  return { app, ports: { ops: opsPort, ...(httpPort !== undefined && { http: httpPort }) } };
}
