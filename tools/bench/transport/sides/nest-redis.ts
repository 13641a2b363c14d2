import { Controller, Logger, Module, type PipeTransform } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientProxyFactory, MessagePattern, Payload, Transport, type MicroserviceOptions } from '@nestjs/microservices';
import { firstValueFrom } from 'rxjs';
import { z } from 'zod';
import { FindProduct, product } from '../product.js';
import type { Endpoint, Side } from './side.js';

const Envelope = z.object({
  input: FindProduct,
  headers: z.object({ requestId: z.string(), traceparent: z.string(), caller: z.looseObject({ kind: z.string() }) }),
});

class Accept implements PipeTransform {
  transform(value: unknown): z.infer<typeof Envelope> {
    return Envelope.parse(value);
  }
}

@Controller()
class ProductsController {
  @MessagePattern('bench.products.find')
  find(@Payload(new Accept()) { input }: z.infer<typeof Envelope>): Record<string, unknown> {
    return product(input);
  }
}

@Module({ controllers: [ProductsController] })
class ProductsModule {}

function options({ redisUrl }: Endpoint): { host: string; port: number; password: string } {
  const { hostname, port, password } = new URL(redisUrl);
  return { host: hostname, port: Number(port), password };
}

/** Nest's own Redis transport: publish/subscribe, so each of the replicas runs each request. */
export const nestRedis: Side = {
  title: 'Nest Transport.REDIS, 2 replicas',
  replicas: 2,
  async serve(place) {
    const app = await NestFactory.createMicroservice<MicroserviceOptions>(ProductsModule, {
      transport: Transport.REDIS,
      options: options(place),
      logger: ['error'],
    });
    await app.listen();
  },
  async connect(place) {
    Logger.overrideLogger(['error']);
    const client = ClientProxyFactory.create({ transport: Transport.REDIS, options: options(place) });
    await client.connect();
    return (input, headers) => firstValueFrom(client.send('bench.products.find', { input, headers }));
  },
};
