import { type AppLogger, type HealthRegistry, Metrics, RedisConnections, Shutdown, Tracing } from '@veza/platform';
import { ReplicaId } from '@veza/transport';

/** What `startService` gives to the modules of a service, for the service `shop` of these tests. */
export const shopPlatform = (logger: AppLogger, health: HealthRegistry) => ({
  replica: new ReplicaId(),
  logger,
  health,
  metrics: new Metrics(),
  shutdown: new Shutdown(logger, 1_000),
  tracing: new Tracing(),
  redis: new RedisConnections('shop', logger, health),
});
