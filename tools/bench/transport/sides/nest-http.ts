import { Body, Controller, HttpCode, Module, Post, type PipeTransform } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Pool } from 'undici';
import { FindProduct, product } from '../product.js';
import type { Side } from './side.js';

class Accept implements PipeTransform {
  transform(value: unknown): FindProduct {
    return FindProduct.parse(value);
  }
}

@Controller()
class ProductsController {
  @Post('bench/products/find')
  @HttpCode(200)
  find(@Body(new Accept()) input: FindProduct): Record<string, unknown> {
    return product(input);
  }
}

@Module({ controllers: [ProductsController] })
class ProductsModule {}

/** Plain HTTP to one process over keep-alive connections. */
export const nestHttp: Side = {
  title: 'Nest on Fastify, HTTP by undici',
  replicas: 1,
  async serve({ port }) {
    const app = await NestFactory.create<NestFastifyApplication>(ProductsModule, new FastifyAdapter(), { logger: ['error'] });
    await app.listen(port, '127.0.0.1');
  },
  connect({ port }) {
    const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 64, pipelining: 1 });
    return Promise.resolve(async (input, { requestId, traceparent, caller }) => {
      const answer = await pool.request({
        method: 'POST',
        path: '/bench/products/find',
        headers: {
          'content-type': 'application/json',
          'x-request-id': requestId,
          traceparent,
          'x-caller': JSON.stringify(caller),
        },
        body: JSON.stringify(input),
      });
      return answer.body.json();
    });
  },
};
