import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { event, type EventPayload } from '@veza/contracts';
import { testDatabase, type TestDatabase } from '@veza/testing';
import {
  EVENT_TABLES_SQL,
  EventsModule,
  OnEvent,
  RpcServer,
  TransportModule,
  type EventDelivery,
  type EventDatabase,
  type SqlExecutor,
} from '../src/index.js';
import pg from 'pg';
import { z } from 'zod';
import { KEYS } from './keys.js';

/** `shop` publishes both events. `ledger` consumes one of them and stores what it receives. */
export const sold = event('shop.things.sold', { summary: '', payload: z.object({ n: z.int() }) });
export const seen = event('shop.things.seen', { summary: '', payload: z.object({ n: z.int() }) });

export interface Schema extends EventDatabase {
  readonly url: string;
  end(): Promise<void>;
}

/** A database with the event tables and a table of received events. */
export async function schema(label: string): Promise<Schema> {
  const made: TestDatabase = await testDatabase(label);
  const pool = new pg.Pool({ connectionString: made.url });
  pool.on('error', () => undefined); // the database is dropped while idle connections still close
  await pool.query(EVENT_TABLES_SQL);
  await pool.query('CREATE TABLE received (nr serial, n int, position bigint, again boolean DEFAULT false)');
  const query: SqlExecutor['query'] = async <Row>(sql: string, parameters?: unknown[]) =>
    (await pool.query(sql, parameters)).rows as Row[];
  return {
    url: made.url,
    query,
    transaction: (work) => transaction(pool, work),
    async end() {
      await pool.end();
      await made.drop();
    },
  };
}

async function transaction<T>(pool: pg.Pool, work: (tx: SqlExecutor) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work({
      query: async <Row>(sql: string, parameters?: unknown[]) => (await client.query(sql, parameters)).rows as Row[],
    });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

/** Starts `shop`. */
export function shop(database: EventDatabase, redis: string): Promise<INestMicroservice> {
  @Module({
    imports: [
      TransportModule.forRoot({ service: 'shop', redis: { rpc: redis, events: redis }, rpcKeys: KEYS }),
      EventsModule.forRootAsync({ service: 'shop', publishes: [sold, seen], useFactory: () => database }),
    ],
  })
  class ShopModule {}
  return started(ShopModule, 'shop', redis);
}

/** Starts a replica of `ledger`; `effect` runs in the handler after its INSERT and may throw. */
export function ledger(
  database: EventDatabase,
  redis: string,
  effect: (n: number) => void = () => undefined,
): Promise<INestMicroservice> {
  @Controller()
  class LedgerController {
    @OnEvent(sold)
    async onSold({ n }: EventPayload<typeof sold>, { position, tx }: EventDelivery): Promise<void> {
      await tx.query('INSERT INTO received (n, position) VALUES ($1, $2)', [n, position]);
      effect(n);
    }
  }
  @Module({
    imports: [
      TransportModule.forRoot({ service: 'ledger', redis: { rpc: redis, events: redis }, rpcKeys: KEYS }),
      EventsModule.forRootAsync({ service: 'ledger', consumes: [sold], queryAfterMs: 500, useFactory: () => database }),
    ],
    controllers: [LedgerController],
  })
  class LedgerModule {}
  return started(LedgerModule, 'ledger', redis);
}

async function started(module: new () => object, service: string, redisUrl: string): Promise<INestMicroservice> {
  const strategy = new RpcServer({ service, redisUrl, keys: KEYS });
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(module, { strategy, logger: false, abortOnError: false });
  await app.listen();
  return app;
}

/** The events that the ledger stored, in order. */
export async function receivedBy(database: SqlExecutor): Promise<number[]> {
  return (await database.query<{ n: number }>('SELECT n FROM received ORDER BY nr')).map(({ n }) => n);
}

export const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
