import { type INestMicroservice, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type ContractTree, rpcsOf } from '@veza/contracts';
import { AppLogger } from '@veza/platform';
import { RpcServer, TransportModule } from '@veza/transport';
import { RPC_KEYS } from './gateway-under-test.js';

interface ServiceOfTheTest {
  redisUrl: string;
  service: string;
  contracts: ContractTree;
  controller: Type;
}

/** Another service, as far as a test needs it: one controller behind its contracts, on the wire of the gateways. */
export async function startService({ redisUrl, service, contracts, controller }: ServiceOfTheTest): Promise<INestMicroservice> {
  @Module({
    imports: [TransportModule.forRoot({ service, redis: { rpc: redisUrl, events: redisUrl }, rpcKeys: RPC_KEYS })],
    controllers: [controller],
  })
  class Service {}
  const logger = new AppLogger({ service, replica: 'test', level: 'silent' });
  const strategy = new RpcServer({ service, redisUrl, keys: RPC_KEYS, contracts: rpcsOf(contracts), logger });
  const app = await NestFactory.createMicroservice(Service, { strategy, logger: false });
  await app.listen();
  return app;
}
