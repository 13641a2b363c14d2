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
    .describe('Environment; production rejects default secrets and a Redis without a password'),
  LOG_LEVEL: env
    .oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'info')
    .describe('Lowest level of written log lines'),
  HOST: env.text('127.0.0.1').describe('Listen address; addresses other than loopback reject default secrets'),
  OPS_PORT: env.port(9100).describe('Port of /healthz, /readyz and /metrics'),
  REPLICA: env.text().optional().describe('Name of this process in logs; default: host name and process id'),
  REDIS_URL: env.redisUrl({ fallback: 'redis://127.0.0.1:6379' }).describe('Redis URL of every role without its own URL'),
  REDIS_RPC_URL: env.redisUrl({ defaultsTo: 'REDIS_URL' }).describe('Redis URL for RPC between services'),
  REDIS_PUBSUB_URL: env.redisUrl({ defaultsTo: 'REDIS_URL' }).describe('Redis URL for pub/sub to all replicas'),
  REDIS_QUEUE_URL: env
    .redisUrl({ defaultsTo: 'REDIS_URL' })
    .describe('Redis URL for jobs and events; its maxmemory-policy must be noeviction'),
  REDIS_CACHE_URL: env.redisUrl({ defaultsTo: 'REDIS_URL' }).describe('Redis URL for caches'),
  REDIS_CA: env
    .certificates()
    .optional()
    .describe('File of the authorities of the certificate of Redis (PEM); with rediss:// and without it, the public ones'),
  DATABASE_URL: env
    .postgresUrl()
    .optional()
    .describe(
      'Postgres URL of the owner of the schemas, which runs migrations and creates roles; `one:5432,two:5432` is a list, of which the server that accepts changes is used',
    ),
  DATABASE_SEARCH_URL: env
    .postgresUrl()
    .optional()
    .describe('Postgres replica that searches read while it is at most 10 seconds behind; only its host and port are used'),
  DATABASE_CA: env
    .certificates()
    .optional()
    .describe('File of the authorities of the certificate of Postgres (PEM), which is then required (sslmode=verify-full)'),
  VEZA_SECRET: env
    .secret({ min: 32, developmentDefault: 'veza-development-secret-known-to-everybody', replacedBy: 'VEZA_KEYS' })
    .describe('Master secret, at least 32 characters; all other keys are derived from it'),
  VEZA_SECRET_OTHERS: env
    .secrets({ min: 32 })
    .describe(
      'Master secrets that are also accepted, while VEZA_SECRET is replaced; separated by commas, so none may contain one',
    ),
  VEZA_KEYS: env
    .keys()
    .describe('Instead of VEZA_SECRET: only the keys that this service needs, as `tools/secrets/service-keys.mjs` prints them'),
  DATABASE_SECRET: env
    .secret({ min: 1, defaultsTo: 'VEZA_SECRET' }) // an earlier VEZA_SECRET, which was checked
    .describe('Secret from which the passwords of the database roles are derived; stays when VEZA_SECRET is replaced'),
  PUBLIC_URL: env.url('http://localhost:8080').describe('Public base URL of the gateway'),
  CORS_ORIGINS: env
    .list(LOCAL_FRONT_ENDS)
    .describe(
      'Origins that may call the API from a browser besides that of PUBLIC_URL, separated by commas; in development also every port of localhost, 127.0.0.1 and [::1]',
    ),
  TRUSTED_PROXIES: env
    .list(['127.0.0.1', '::1'])
    .describe('Proxies whose X-Forwarded-For is trusted: addresses, networks, `loopback`, `private`, or the number of proxies'),
  OTEL_EXPORTER_OTLP_ENDPOINT: env
    .url()
    .optional()
    .describe('URL of the OpenTelemetry collector (OTLP over HTTP); without it, tracing is off'),
  SCHEMA_WAIT: env.duration('30s').describe('Time that the start of a service waits for the migration of its schema'),
  SHUTDOWN_TIMEOUT_MS: env
    .integer({ min: 100, max: 600_000, fallback: 10_000 })
    .describe('Time limit of a shutdown in milliseconds'),
  SHUTDOWN_UNREADY_MS: env
    .integer({ min: 0, max: 60_000, fallback: 0 })
    .describe('Time in milliseconds in which a stopping service still accepts requests while /readyz is 503'),
  RPC_CONCURRENCY: env.integer({ min: 1, max: 10_000, fallback: 64 }).describe('Maximum concurrent RPC calls per replica'),
  RPC_QUEUE_BOUND: env.constant(
    env
      .integer({ min: 1, max: 1_000_000, fallback: 1_000 })
      .describe('Maximum queued RPC calls per service; further calls fail with OVERLOADED'),
  ),
};

export type PlatformConfig = z.output<z.ZodObject<typeof PlatformConfig>>;
