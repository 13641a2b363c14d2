import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Caller, chat, identity, type RpcContract, type RpcReply, type RpcRequest, rpcsOf } from '@veza/contracts';
import { migrateService } from '@veza/database';
import { AppLogger, loadConfig, rpcKeys } from '@veza/platform';
import { migratedDatabase, type RunningServer, testRedis } from '@veza/testing';
import { RpcClient, RpcServer, TransportModule } from '@veza/transport';
import pg from 'pg';
import { startChat, type RunningChat } from '../src/chat.js';
import { ChatConfigSchema } from '../src/config.js';
import { migrations } from '../src/migrations/index.js';
import { expectNoMismatches } from './frame-check.js';
import { FakeIdentity, type TestAccount } from './fake-identity.js';
import { bearer, type ChatDialect, TestClient } from './test-client.js';

const SECRET = 'a secret of thirty-two characters or more';
const RPC_KEYS = rpcKeys({ VEZA_SECRET: SECRET, VEZA_SECRET_OTHERS: [] });

/** A deployed chat with any number of replicas, on its own database and Redis. */
export interface ChatUnderTest {
  replicas: RunningChat[];
  identity: FakeIdentity;
  /** Connects a user to the n-th replica, by default in `veza.v1`. */
  open(person: TestAccount, n: number, dialect?: ChatDialect): Promise<TestClient>;
  /** Creates a room with a generated name; returns its id. */
  newRoom(owner: TestAccount, fields?: Partial<RpcRequest<typeof chat.rooms.create>>): Promise<string>;
  call<C extends RpcContract>(contract: C, caller: Caller, input: RpcRequest<C>): Promise<RpcReply<C>>;
  /** Starts another service that the chat calls, with this controller. */
  peer<T extends object>(service: string, controller: Type<T>): Promise<T>;
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  redis: RunningServer;
  /** The variables for a further replica in a process of its own. */
  env: Settings;
  stop(): Promise<void>;
}

/** Variables of a replica. */
export type Settings = Record<string, string>;

/** @param settings of every replica, or a function that makes them from the URL of the common Redis */
export async function startChats(
  replicas: number,
  settings: Settings | ((redisUrl: string) => Promise<Settings>) = {},
): Promise<ChatUnderTest> {
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of ends.reverse()) await end();
    expectNoMismatches();
  };
  try {
    return { ...(await start(replicas, settings, (end) => ends.push(end))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  replicas: number,
  settings: Settings | ((redisUrl: string) => Promise<Settings>),
  onStop: (end: () => Promise<unknown>) => void,
): Promise<Omit<ChatUnderTest, 'stop'>> {
  const logger = new AppLogger({ service: 'chat', replica: 'test', level: 'silent' });
  const database = await migratedDatabase('chat', (ownerUrl) =>
    migrateService({ service: 'chat', ownerUrl, secret: SECRET, migrations, extensions: ['unaccent'], logger }),
  );
  onStop(() => database.drop());
  const redis = await testRedis();
  onStop(() => redis.stop());
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  onStop(() => pool.end());
  const peer = await startPeer('identity', FakeIdentity, redis.url, logger);
  onStop(() => peer.close());

  const env: Settings = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    VEZA_SECRET: SECRET,
    REDIS_URL: redis.url,
    DATABASE_URL: database.url,
    CHAT_DATABASE_POOL: '4',
    CHAT_ROOMS_PER_DAY: '1000000',
    OPS_PORT: '0',
    WS_PORT: '0',
    WS_FLAT_PORT: '0',
    ...(typeof settings === 'function' ? await settings(redis.url) : settings),
  };
  const config = loadConfig(ChatConfigSchema, env);
  const running: RunningChat[] = [];
  for (let i = 0; i < replicas; i += 1) {
    const replica = await startChat(config, { handleSignals: false });
    onStop(() => replica.stop());
    running.push(replica);
  }
  const call: ChatUnderTest['call'] = (contract, caller, input) => peer.get(RpcClient).call(contract, input, { caller });
  let rooms = 0;
  return {
    replicas: running,
    identity: peer.get(FakeIdentity),
    call,
    open: async (person, n, dialect = 'veza.v1') => {
      const replica = running[n];
      if (!replica) throw new Error(`There is no replica ${n}`);
      return TestClient.open(replica, dialect, bearer(person.token));
    },
    newRoom: async (owner, fields) => {
      rooms += 1;
      return (await call(chat.rooms.create, callerOf(owner), { name: `Room ${rooms}`, ...fields })).id;
    },
    peer: async (service, controller) => {
      const other = await startPeer(service, controller, redis.url, logger);
      onStop(() => other.close());
      return other.get(controller);
    },
    sql: async (text, values) => (await pool.query(text, values)).rows,
    redis,
    env,
  };
}

async function startPeer(
  service: string,
  controller: Type,
  redisUrl: string,
  logger: AppLogger,
): Promise<INestApplicationContext> {
  @Module({
    imports: [TransportModule.forRoot({ service, redis: { rpc: redisUrl, events: redisUrl }, rpcKeys: RPC_KEYS })],
    controllers: [controller],
  })
  class Peer {}
  const contracts = service === 'identity' ? rpcsOf(identity) : undefined;
  const strategy = new RpcServer({ service, redisUrl, keys: RPC_KEYS, contracts, logger });
  const app = await NestFactory.createMicroservice(Peer, { strategy, logger: false });
  await app.listen();
  return app;
}

export const callerOf = ({ id, role, botOf }: TestAccount): Caller => ({
  kind: 'user',
  userId: id,
  sessionId: `of-${id}`,
  role,
  ...(botOf && { botOf }),
});
