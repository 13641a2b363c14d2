import { identity, rpcsOf } from '@veza/contracts';
import type { ServiceDefinition } from '@veza/platform';
import { AppModule, SERVICE } from './app.module.js';
import type { GatewayConfig } from './config.js';
import { serverOptions } from './edge/server-options.js';

/** The gateway as platform starts it, the same in a process and in a test. */
export function definitionOf(config: GatewayConfig): ServiceDefinition {
  return {
    service: 'gateway',
    rpcName: SERVICE,
    config,
    module: AppModule.forRoot(config),
    contracts: rpcsOf(identity),
    http: { port: config.HTTP_PORT, adapterOptions: serverOptions(config), nestOptions: { bodyParser: false } },
  };
}
