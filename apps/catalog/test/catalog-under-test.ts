import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type INestApplicationContext, Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  type Caller,
  catalog,
  DeclaredError,
  media,
  type ObjectFacts,
  type RpcContract,
  type RpcInput,
  type RpcReply,
  type RpcRequest,
  rpcsOf,
} from '@veza/contracts';
import { Database, migrateService } from '@veza/database';
import { AppLogger, loadConfig, rpcKeys, type RunningService, startService } from '@veza/platform';
import { migratedDatabase, testRedis } from '@veza/testing';
import { Input, requestContext, Rpc, RpcClient, type RpcKeys, RpcServer, TransportModule } from '@veza/transport';
import pg from 'pg';
import { AppModule } from '../src/app.module.js';
import { CatalogConfigSchema } from '../src/config.js';
import { extensions, migrations } from '../src/migrations/index.js';
import { ProductTrashRepository } from '../src/products/product-trash.repository.js';
import { ResourceTrashRepository } from '../src/resources/resource-trash.repository.js';
import { PersonalDataService } from '../src/personal-data/personal-data.service.js';

/**
 * A stand-in for the objects of media, behind the same contracts: it stores facts of uploads and their claims, and serves
 * the bytes of files to import.
 */
@Controller()
export class ObjectsStub {
  readonly stored = new Map<string, ObjectFacts & { ownerRef?: string; userId: number }>();

  upload(userId: number, facts: Partial<ObjectFacts> = {}): string {
    const objectId = randomUUID();
    this.stored.set(objectId, { objectId, userId, filename: 'kick.wav', size: 44, type: 'audio/wav', hash: 'ab', ...facts });
    return objectId;
  }

  private readonly files = new Map<string, Buffer>();
  private held: Promise<void> | undefined;

  uploadFile(userId: number, file: string | Buffer): string {
    const objectId = this.upload(userId, { type: 'text/plain; charset=utf-8', filename: 'products.csv' });
    this.files.set(objectId, Buffer.from(file));
    return objectId;
  }

  /** The bytes of files wait until the returned function is called. */
  hold(): () => void {
    let release = () => {};
    this.held = new Promise((resolve) => (release = resolve));
    return release;
  }

  /** Addresses elsewhere that have no picture, and how often others are away before they have one. */
  readonly noPictures = new Set<string>();
  readonly away = new Map<string, number>();
  readonly fetched: string[] = [];

  @Rpc(media.outsidePictures.fetch)
  fetch(@Input() { url, userId }: RpcInput<typeof media.outsidePictures.fetch>): ObjectFacts {
    this.fetched.push(url);
    if (this.noPictures.has(url)) throw new DeclaredError('UNSUPPORTED_MEDIA_TYPE');
    const away = this.away.get(url) ?? 0;
    this.away.set(url, away - 1);
    if (away > 0) throw new DeclaredError('UNAVAILABLE', { retryAfter: 1 });
    const objectId = this.upload(userId, { type: 'image/jpeg', filename: 'picture' });
    return { objectId, filename: 'picture', size: 44, type: 'image/jpeg', hash: 'ab' };
  }

  /** As media's byte port, which requires a grant. */
  async serve(path: string, grant: unknown): Promise<Buffer | undefined> {
    await this.held;
    return typeof grant === 'string' ? this.files.get(path.slice('/objects/'.length)) : undefined;
  }

  @Rpc(media.objects.claim)
  claim(@Input() { objectId, ownerRef, userId }: RpcInput<typeof media.objects.claim>): ObjectFacts {
    const object = this.stored.get(objectId);
    if (!object || object.userId !== userId) throw new DeclaredError('NOT_FOUND');
    if (object.ownerRef !== undefined && object.ownerRef !== ownerRef) throw new DeclaredError('CONFLICT');
    object.ownerRef = ownerRef;
    const { filename, size, type, hash } = object;
    return { objectId, filename, size, type, hash };
  }

  @Rpc(media.objects.release)
  release(@Input() { objectId, ownerRef }: RpcInput<typeof media.objects.release>): null {
    const object = this.stored.get(objectId);
    if (object?.ownerRef !== undefined && object.ownerRef !== ownerRef) throw new DeclaredError('CONFLICT');
    this.stored.delete(objectId);
    return null;
  }
}

/** The real service, in any number of replicas, on its own database and Redis. */
export interface CatalogUnderTest {
  call<C extends RpcContract>(contract: C, caller: Caller, input: RpcRequest<C>): Promise<RpcReply<C>>;
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  objects: ObjectsStub;
  /** Of the first replica. */
  opsPort: number;
  /** Runs the handler of `identity.users.deleted` in a transaction. */
  erase(userId: number): Promise<void>;
  /** Runs the hourly sweep of the trash. */
  emptyTrash(): Promise<void>;
  stop(): Promise<void>;
}

export async function startCatalog(replicas = 1): Promise<CatalogUnderTest> {
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of ends.reverse()) await end();
  };
  try {
    return { ...(await start(replicas, (end) => ends.push(end))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(replicas: number, onStop: (end: () => Promise<unknown>) => void): Promise<Omit<CatalogUnderTest, 'stop'>> {
  const secret = 'a secret of thirty-two characters or more';
  const logger = new AppLogger({ service: 'catalog', replica: 'test', level: 'fatal' });
  const database = await migratedDatabase('catalog', (ownerUrl) =>
    migrateService({ service: 'catalog', ownerUrl, secret, migrations, extensions, logger }),
  );
  onStop(() => database.drop());
  const redis = await testRedis();
  onStop(() => redis.stop());
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  onStop(() => pool.end());

  const peer = await startPeer(redis.url, rpcKeys({ VEZA_SECRET: secret, VEZA_SECRET_OTHERS: [] }), logger);
  onStop(() => peer.close());
  const objects = peer.get(ObjectsStub);
  const port = createServer((request, response) => {
    void objects
      .serve(request.url ?? '', request.headers['x-veza-grant'])
      .then((bytes) => response.writeHead(bytes ? 200 : 404).end(bytes));
  });
  await new Promise<void>((listening) => port.listen(0, '127.0.0.1', listening));
  onStop(async () => {
    port.closeAllConnections();
    port.close();
  });
  const address = port.address() as AddressInfo;
  const MEDIA_URL = `http://127.0.0.1:${address.port}`;
  const addresses = { MEDIA_URL, REDIS_URL: redis.url, DATABASE_URL: database.url, OPS_PORT: '0' };
  const config = loadConfig(CatalogConfigSchema, { ...addresses, NODE_ENV: 'test', LOG_LEVEL: 'fatal', VEZA_SECRET: secret });
  const services: RunningService[] = [];
  for (let i = 0; i < replicas; i += 1) {
    const module = AppModule.forRoot(config);
    const service = await startService({ service: 'catalog', config, module, contracts: rpcsOf(catalog), handleSignals: false });
    onStop(() => service.stop());
    services.push(service);
  }
  return {
    call: (contract, caller, input) => peer.get(RpcClient).call(contract, input, { caller }),
    sql: async (text, values) => (await pool.query(text, values)).rows,
    objects,
    opsPort: services[0]?.ports.ops ?? 0,
    emptyTrash: async () => {
      for (const { app } of services)
        for (const trash of [ProductTrashRepository, ResourceTrashRepository]) await app.get(trash, { strict: false }).purge();
    },
    erase: async (userId) => {
      for (const { app } of services.slice(0, 1))
        await app.get(Database).transaction((tx) => app.get(PersonalDataService).erase(tx, userId));
    },
  };
}

async function startPeer(redisUrl: string, keys: RpcKeys, logger: AppLogger): Promise<INestApplicationContext> {
  @Module({
    imports: [TransportModule.forRoot({ service: 'media', redis: { rpc: redisUrl, events: redisUrl }, rpcKeys: keys })],
    controllers: [ObjectsStub],
  })
  class Peer {}
  const strategy = new RpcServer({ service: 'media', redisUrl, keys, contracts: rpcsOf(media.objects), logger });
  const app = await NestFactory.createMicroservice(Peer, { strategy, logger: false });
  await app.listen();
  return app;
}

export const user = (userId: number, role: 'user' | 'admin' = 'user'): Caller => ({
  kind: 'user',
  userId,
  sessionId: `session-${userId}`,
  role,
});

/** Calls as the gateway does for a request with an Idempotency-Key. */
export const asOperation = <T>(operation: string, caller: Caller, call: () => T): T =>
  requestContext.run({ requestId: operation, caller, operation }, call);

/** The code of the DeclaredError, or "no error". */
export const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof DeclaredError ? error.code : error),
  );
