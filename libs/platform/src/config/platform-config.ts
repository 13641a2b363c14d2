import type { z } from 'zod';
import { env } from './env-types.js';

/** The front ends that the printed clients are developed with. */
const LOCAL_FRONT_ENDS = [
  'http://localhost:3000',
  'http://localhost:3002',
  'http://localhost:5173',
  'http://localhost:5174',
  'http://localhost:8080',
];

/** The variables that every service has: a zod shape to spread into the app's own schema. */
export const PlatformConfig = {
  NODE_ENV: env
    .oneOf(['development', 'test', 'production'], 'development')
    .describe('production refuses default secrets and an open Redis'),
  LOG_LEVEL: env
    .oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'info')
    .describe('The least serious log line that is written'),
  HOST: env.text('127.0.0.1').describe('The address to listen on; any but loopback refuses default secrets'),
  OPS_PORT: env.port(9100).describe('Port of /healthz, /readyz and /metrics'),
  REPLICA: env.text().optional().describe('The name of this process in logs; default: host name and process id'),
  REDIS_URL: env
    .redisUrl({ fallback: 'redis://127.0.0.1:6379' })
    .describe('Redis, for every role that has no address of its own'),
  REDIS_RPC_URL: env.redisUrl({ defaultsTo: 'REDIS_URL' }).describe('Redis of the calls between services'),
  REDIS_PUBSUB_URL: env.redisUrl({ defaultsTo: 'REDIS_URL' }).describe('Redis of announcements to all replicas'),
  REDIS_QUEUE_URL: env.redisUrl({ defaultsTo: 'REDIS_URL' }).describe('Redis of jobs and events; must be noeviction'),
  REDIS_CACHE_URL: env.redisUrl({ defaultsTo: 'REDIS_URL' }).describe('Redis of what may be lost'),
  DATABASE_URL: env.postgresUrl().optional().describe("Postgres as the schemas' owner: runs the migrations, makes the roles"),
  VEZA_SECRET: env
    .secret({ min: 32, developmentDefault: 'veza-development-secret-known-to-everybody' })
    .describe('The master secret, at least 32 characters; every other key is derived from it'),
  PUBLIC_URL: env.url('http://localhost:8080').describe('The address under which clients reach the gateway'),
  CORS_ORIGINS: env.list(LOCAL_FRONT_ENDS).describe('Origins whose pages may call the API'),
  TRUSTED_PROXIES: env.list(['127.0.0.1', '::1']).describe('Addresses whose X-Forwarded-For counts'),
  OTEL_EXPORTER_OTLP_ENDPOINT: env.url().optional().describe('OpenTelemetry collector (OTLP over HTTP); absent: no tracing'),
  SHUTDOWN_TIMEOUT_MS: env.integer({ min: 100, max: 600_000, fallback: 10_000 }).describe('The hard limit of a shutdown'),
  SHUTDOWN_UNREADY_MS: env
    .integer({ min: 0, max: 60_000, fallback: 0 })
    .describe('How long a stopping service still serves after /readyz turned to 503'),
  RPC_CONCURRENCY: env.integer({ min: 1, max: 10_000, fallback: 64 }).describe('Calls that run at the same time in one replica'),
  RPC_QUEUE_BOUND: env
    .integer({ min: 1, max: 1_000_000, fallback: 1_000 })
    .describe('Calls that may wait for this service before it answers OVERLOADED'),
};

export type PlatformConfig = z.output<z.ZodObject<typeof PlatformConfig>>;
