import { RpcServer, type RpcServerOptions } from '@veza/transport';
import type { Platform } from '../platform.module.js';
import { TracedRpcServer } from '../tracing/traced-rpc-server.js';
import { rpcKeys } from '../secrets/rpc-keys.js';
import type { ServiceDefinition } from './service-definition.js';

/**
 * The RPC server of a service: measured, part of /readyz, drained in the shutdown. Replies are validated except in
 * production.
 */
export function createRpcServer(
  { service, rpcName = service, config, contracts = [] }: ServiceDefinition,
  { replica, logger, metrics, health, shutdown, tracing }: Platform,
): RpcServer {
  const duration = metrics.histogram(
    'veza_rpc_handled_duration_seconds',
    'Calls handled by this service, by subject and outcome',
    {
      labels: ['subject', 'outcome'],
    },
  );
  const options: RpcServerOptions = {
    service: rpcName,
    redisUrl: config.REDIS_RPC_URL,
    keys: rpcKeys(config),
    replica,
    concurrency: config.RPC_CONCURRENCY,
    queueBound: config.RPC_QUEUE_BOUND,
    contracts,
    checkReplies: config.NODE_ENV !== 'production',
    logger,
    onHandled: ({ subject, requestId, outcome, ms }) => {
      duration.observe({ subject, outcome }, ms / 1_000);
      logger.debug('Call handled', { subject, requestId, outcome, ms: Math.round(ms) });
    },
  };
  const waiting = metrics.gauge('veza_rpc_queue_waiting', 'Calls that wait for a replica of this service');
  metrics.gauge('veza_rpc_queue_bound', 'Calls that may wait for a replica of this service').set(config.RPC_QUEUE_BOUND);
  metrics.onScrape(
    () => server.queued(),
    (length) => (length === undefined ? waiting.remove() : waiting.set(length)),
  );
  const server = tracing.enabled ? new TracedRpcServer(tracing, options) : new RpcServer(options);
  health.register('rpc', async () => {
    if (!server.connected) throw new Error('This replica is not announced in Redis');
  });
  shutdown.register('drain', 'rpc', () => server.close());
  return server;
}
