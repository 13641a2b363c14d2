export { isOwnerOrAdmin, requireAdmin, requireOwner, requireUser } from './access/access.js';
export { BoundedCache } from './caching/bounded-cache.js';
export * from './config/index.js';
export { certificateFindings } from './doctor/certificate-findings.js';
export { clockFinding } from './doctor/clock-finding.js';
export { redisFindings } from './doctor/redis-findings.js';
export * from './errors/index.js';
export * from './secrets/index.js';
export { HealthRegistry, type HealthCheck, type Readiness } from './health/health-registry.js';
export { AllowedOrigins } from './http/allowed-origins.js';
export { listsEntityTag } from './http/entity-tags.js';
export { FIXED_HEADERS } from './http/fixed-headers.js';
export { refuseMalformed, refusePlainly } from './http/plain-refusal.js';
export { NetworkBound, type NetworkBounds } from './http/network-bound.js';
export { countedAddress, networkOf, siteOf } from './http/networks.js';
export { isPublic, OutsideAddresses, OutsideFailure } from './http/outside-addresses.js';
export { outsideBody, OutsideReadFailure, type OutsideResponse, readOutside } from './http/outside-read.js';
export { outsideRequest } from './http/outside-request.js';
export { limitRequestHeads, REQUEST_HEAD_LIMITS } from './http/request-heads.js';
export { connectedEvent, ServiceTls } from './http/service-tls.js';
export { clientAmong, TrustedProxies } from './http/trusted-proxies.js';
export { AppLogger, type LoggerOptions } from './logging/app-logger.js';
export { Metrics } from './metrics/metrics.js';
export { type QueueDepth, QueueMetrics } from './metrics/queue-metrics.js';
export { OpsServer } from './start/ops-server.js';
export { CONFIG, PlatformModule, type Platform } from './platform.module.js';
export { LeasedRows } from './jobs/leased-rows.js';
export { doubling, type QueueLimits } from './jobs/queue-limits.js';
export { HOURLY_MS, LOOK_MS, recurring } from './jobs/recurring.js';
export { Every, Hourly } from './jobs/recurring.decorators.js';
export { PubSub, type PubSubOptions } from './redis/pub-sub.js';
export { transportOptions } from './redis/transport-options.js';
export { RedisConnections } from './redis/redis-connections.js';
export { Batcher, type BatcherLimits } from './batching/batcher.js';
export { pagesOf } from './batching/pages.js';
export { Shutdown, SHUTDOWN_PHASES, type ShutdownPhase } from './shutdown/shutdown.js';
export { StartFailure } from './errors/start-failure.js';
export { startService } from './start/start-service.js';
export type { HttpListenerOptions, RunningService, ServiceDefinition } from './start/service-definition.js';
export {
  formatTraceparent,
  newTraceparent,
  parseTraceparent,
  traceFrom,
  traceIdOf,
  type TraceContext,
} from './tracing/trace-context.js';
export type { OpenSpan, SpanFacts, SpanKind } from './tracing/span-source.js';
export { Tracing } from './tracing/tracing.js';
export { ConcurrencyLimit, type ConcurrencyLimits } from './concurrency/concurrency-limit.js';
export { deadline } from './concurrency/deadline.js';
export { Sequences } from './concurrency/sequences.js';
export * from './names/look-alikes.js';
export { mailboxOf } from './names/mailbox.js';
