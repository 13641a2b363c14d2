import type { DynamicModule, Type } from '@nestjs/common';
import { migrateService } from '@veza/database';
import { parseConfig, rpcKeys, startService, type RunningService } from '@veza/platform';
import { migratedDatabase, shared, testRedis, type RunningServer } from '@veza/testing';
import pg from 'pg';
import request from 'supertest';
import { definitionOf } from '../src/app.js';
import { GatewayVariables, withDefaults } from '../src/config.js';
import { extensions, migrations } from '../src/migrations/index.js';

type Environment = Record<string, string>;
type Http = ReturnType<typeof request>;

/** Gateways as they are deployed, on their own database and Redis. */
export interface GatewaysUnderTest {
  /** A supertest client of one gateway, by default the first. */
  http(index?: number): Http;
  url(index?: number): string;
  redis: RunningServer;
  /** The Nest application of the first gateway. */
  app: RunningService['app'];
  /** A pool of connections as the owner of the tables. */
  sql: pg.Pool;
  stop(): Promise<void>;
}

export const SECRET = 'a secret of thirty-two characters or more';
/** Of the services that a test runs beside the gateways. */
export const RPC_KEYS = rpcKeys({ VEZA_SECRET: SECRET, VEZA_SECRET_OTHERS: [] });

/** One gateway for each environment; `extra` modules are part of all. `postgres` is a server that the test may stop. */
export async function startGateways(
  environments: Environment[] = [{}],
  extra: (Type | DynamicModule)[] = [],
  postgres?: RunningServer,
): Promise<GatewaysUnderTest> {
  const migrate = (ownerUrl: string) =>
    migrateService({ service: 'identity', ownerUrl, serviceUrl: undefined, secret: SECRET, migrations, extensions });
  if (postgres) await migrate(postgres.url);
  const database = postgres ? { url: postgres.url, drop: () => postgres.stop() } : await migratedDatabase('identity', migrate);
  const redis = await testRedis();
  const running: RunningService[] = [];
  for (const environment of environments) {
    const config = withDefaults(
      parseConfig(GatewayVariables, {
        NODE_ENV: 'test',
        LOG_LEVEL: 'silent',
        HTTP_PORT: '0',
        OPS_PORT: '0',
        DATABASE_URL: database.url,
        REDIS_URL: redis.url,
        VEZA_SECRET: SECRET,
        ...environment,
      }),
    );
    const definition = definitionOf(config);
    const module = { module: class WithExtras {}, imports: [definition.module, ...extra] };
    running.push(await startService({ ...definition, module, handleSignals: false }));
  }
  const [first] = running;
  if (!first) throw new Error('A test needs a gateway');
  const sql = new pg.Pool({ connectionString: database.url, max: 2, options: '-c search_path=identity,public' });
  sql.on('error', () => undefined); // a test may stop the server
  const url = (index = 0) => `http://127.0.0.1:${running[index]?.ports.http}`;
  return {
    url,
    http: (index) => request(url(index)),
    redis,
    app: first.app,
    sql,
    async stop() {
      await sql.end();
      for (const service of running) await service.stop();
      await redis.stop();
      await database.drop();
    },
  };
}

/** Two gateways for all specs of a process, in which each has accounts of its own. */
export const sharedGateways = shared(() => startGateways([{}, {}]));

let made = 0;

/** The body of a sign-up, with a unique name. */
export function newcomer() {
  made += 1;
  const username = `user${made}_${process.pid}`;
  return { username, email: `${username}@example.test`, password: `Correct-Horse-${made}` };
}

/** A new account and its first session. */
export async function signUp(http: Http) {
  const account = newcomer();
  const { body } = await http.post('/api/v1/signup').send(account).expect(201);
  return { ...account, id: Number(body.user.id), accessToken: String(body.accessToken), refreshToken: String(body.refreshToken) };
}

/** The same with a verified address, as calls need it which add access to an account. */
export async function signUpVerified(gateways: Pick<GatewaysUnderTest, 'http' | 'sql'>, index?: number) {
  const account = await signUp(gateways.http(index));
  await gateways.sql.query('UPDATE users SET email_verified = true WHERE id = $1', [account.id]);
  return account;
}
