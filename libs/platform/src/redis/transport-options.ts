import type { TransportOptions } from '@veza/transport';
import type { PlatformConfig } from '../config/index.js';
import { rpcKeys } from '../secrets/index.js';

/** For TransportModule.forRoot: the addresses of Redis by role, and the keys of the service's requests. */
export const transportOptions = (config: PlatformConfig, service: string): TransportOptions => ({
  service,
  redis: { rpc: config.REDIS_RPC_URL, pubsub: config.REDIS_PUBSUB_URL, events: config.REDIS_QUEUE_URL },
  rpcKeys: rpcKeys(config),
});
