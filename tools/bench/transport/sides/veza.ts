import { createSecretKey } from 'node:crypto';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { Input, Rpc, RpcClient, type RpcKeys, RpcServer, RpcWire, requestContext } from '@veza/transport';
import { findProduct, product, type FindProduct } from '../product.js';
import type { Side } from './side.js';

@Controller()
class ProductsController {
  @Rpc(findProduct)
  find(@Input() input: FindProduct): Record<string, unknown> {
    return product(input);
  }
}

const KEY = createSecretKey(Buffer.alloc(32, 7));
const KEYS: RpcKeys = () => [KEY];

@Module({ controllers: [ProductsController] })
class ProductsModule {}

/** This transport, configured as in the services. */
export const veza: Side = {
  title: '@veza/transport, 2 replicas',
  replicas: 2,
  async serve({ redisUrl }) {
    const strategy = new RpcServer({ service: 'bench', redisUrl, keys: KEYS, contracts: [findProduct] });
    const app = await NestFactory.createMicroservice<MicroserviceOptions>(ProductsModule, { strategy, logger: ['error'] });
    await app.listen();
  },
  connect({ redisUrl }) {
    const rpc = new RpcClient(new RpcWire(redisUrl, 'bench', KEYS));
    return Promise.resolve((input, headers) => requestContext.run(headers, () => rpc.call(findProduct, input)));
  },
};
