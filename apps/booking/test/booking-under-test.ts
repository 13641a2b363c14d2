import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  booking,
  type Caller,
  DeclaredError,
  patientMails,
  type RpcContract,
  type RpcReply,
  type RpcRequest,
  rpcsOf,
  SYSTEM,
  type UserCaller,
} from '@veza/contracts';
import { Database, databaseUrl, migrateService, type Transaction } from '@veza/database';
import { AppLogger, loadConfig, rpcKeys, startService } from '@veza/platform';
import { eventually, freePort, migratedDatabase, shared, startProcess, type TestProcess, testRedis } from '@veza/testing';
import { openRedis, requestContext, RpcClient, TransportModule } from '@veza/transport';
import pg from 'pg';
import { AppModule } from '../src/app.module.js';
import { BookingConfigSchema } from '../src/config.js';
import { extensions, migrations } from '../src/migrations/index.js';
import { CalendarFeedsService } from '../src/appointments/calendar-feeds/calendar-feeds.service.js';
import { PersonalDataService } from '../src/records/personal-data/personal-data.service.js';
import { DueReminders } from '../src/appointments/reminders/due-reminders.js';
import type { Reminder } from '../src/appointments/reminders/reminders.repository.js';
import { RemindersService } from '../src/appointments/reminders/reminders.service.js';
import type { Member } from '../src/practice/tenancy/access.js';
import { CabinetDatabase } from '../src/practice/tenancy/cabinet-database.js';
import { OperationsRepository } from '../src/practice/tenancy/operations.repository.js';
import { freeDays } from './days.js';

/** The real service, on its own database and Redis. */
export interface BookingUnderTest {
  /** `operation` as a request with an Idempotency-Key carries it. */
  call<C extends RpcContract>(contract: C, caller: Caller, input: RpcRequest<C>, operation?: string): Promise<RpcReply<C>>;
  opsPort: number;
  /** Connections with the role of the service. */
  asService: pg.Pool;
  /** Connections as the owner of the tables, for states that no call can create. */
  asOwner: pg.Pool;
  /** Runs the handler of `identity.users.deleted` in a transaction. */
  erase(userId: number): Promise<void>;
  /** As the event of an account that is taken over. */
  clear(userId: number): Promise<void>;
  /** A transaction of a member in its cabinet, with a provider of the service. */
  inCabinet<Provider, Result>(
    caller: Caller,
    provider: Type<Provider>,
    work: (provider: Provider, tx: Transaction, member: Member) => Promise<Result>,
  ): Promise<Result>;
  /** A provider of the service. */
  provider<Provider>(type: Type<Provider>): Provider;
  /** Runs the hourly sweep of kept replies. */
  sweepOperations(): Promise<void>;
  /** Begins the reminders that are due, as each look of a replica does. */
  beginReminders(): Promise<void>;
  /** Sends a reminder, as the end of a look does. */
  sendReminder(reminder: Reminder): Promise<void>;
  /** Deletes everything in Redis, and waits until the service has announced itself again. */
  wipeRedis(): Promise<void>;
  /** A second replica, as a process of its own. */
  startReplica(): Promise<TestProcess>;
  stop(): Promise<void>;
}

/** `variables` are environment variables beyond those of every test. */
export async function startBooking(variables: Record<string, string> = {}): Promise<BookingUnderTest> {
  freeDays();
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of ends.reverse()) await end();
  };
  try {
    return { ...(await start((end) => ends.push(end), variables)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One booking for all specs of a process, in which each has cabinets and accounts of its own. */
export const sharedBooking = shared(startBooking);

async function start(
  onStop: (end: () => Promise<unknown>) => void,
  variables: Record<string, string>,
): Promise<Omit<BookingUnderTest, 'stop'>> {
  const secret = 'a secret of thirty-two characters or more';
  const logger = new AppLogger({ service: 'booking', replica: 'test', level: 'fatal' });
  const database = await migratedDatabase('booking', (ownerUrl) =>
    migrateService({ service: 'booking', ownerUrl, secret, migrations, extensions, logger }),
  );
  onStop(() => database.drop());
  const redis = await testRedis();
  onStop(() => redis.stop());

  const addresses = { REDIS_URL: redis.url, DATABASE_URL: database.url, OPS_PORT: '0', ...variables };
  const config = loadConfig(BookingConfigSchema, { ...addresses, NODE_ENV: 'test', LOG_LEVEL: 'fatal', VEZA_SECRET: secret });
  const asService = new pg.Pool({
    connectionString: databaseUrl({ service: 'booking', ownerUrl: database.url, secret }),
    max: 2,
  });
  onStop(() => asService.end());
  const asOwner = new pg.Pool({ connectionString: database.url, max: 1 });
  onStop(() => asOwner.end());
  const service = await startService({
    service: 'booking',
    config,
    module: AppModule.forRoot(config),
    contracts: rpcsOf(booking),
    handleSignals: false,
  });
  onStop(() => service.stop());

  @Module({
    imports: [
      TransportModule.forRoot({ service: 'test', redis: { rpc: redis.url, events: redis.url }, rpcKeys: rpcKeys(config) }),
    ],
  })
  class Client {}
  const client = await NestFactory.createApplicationContext(Client, { logger: false });
  onStop(() => client.close());
  const call: BookingUnderTest['call'] = (contract, caller, input, operation) =>
    requestContext.run({ requestId: 'test', caller, operation }, () => client.get(RpcClient).call(contract, input, { caller }));
  return {
    call,
    opsPort: service.ports.ops,
    provider: (type) => service.app.get(type, { strict: false }),
    sweepOperations: () => service.app.get(OperationsRepository).sweep(),
    beginReminders: () => service.app.get(DueReminders).look(),
    sendReminder: (reminder) => service.app.get(RemindersService).send(reminder),
    wipeRedis: async () => {
      const connection = openRedis(redis.url, 'spec', { enableOfflineQueue: true });
      await connection.flushall();
      connection.disconnect();
      const known = async () => (await codeOf(call(patientMails.read, SYSTEM, { id: randomUUID() }))) === 'no error';
      await eventually('Redis knows the service again', known);
    },
    inCabinet: (caller, provider, work) =>
      service.app.get(CabinetDatabase).inCabinet(caller, (tx, member) => work(service.app.get(provider), tx, member)),
    startReplica: async () => {
      const port = await freePort();
      const env = { ...addresses, VEZA_SECRET: secret, OPS_PORT: String(port), LOG_LEVEL: 'fatal' };
      const replica = startProcess(join(import.meta.dirname, '../dist/main.js'), env);
      onStop(() => replica.stop());
      await replica.ready(`http://127.0.0.1:${port}/readyz`);
      return replica;
    },
    asService,
    asOwner,
    clear: (userId) => service.app.get(Database).transaction((tx) => service.app.get(CalendarFeedsService).forget(tx, userId)),
    erase: (userId) => service.app.get(Database).transaction((tx) => service.app.get(PersonalDataService).erase(tx, userId)),
  };
}

export const user = (userId: number, role: 'user' | 'admin' = 'user'): UserCaller => ({
  kind: 'user',
  userId,
  sessionId: `session-${userId}`,
  role,
});

/** The code of the DeclaredError, or "no error". */
export const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof DeclaredError ? error.code : error),
  );
