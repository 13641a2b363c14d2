import { env, loadConfig, PlatformConfig } from '@veza/platform';
import { z } from 'zod';

const Variables = z.object({
  ...PlatformConfig,
  HTTP_PORT: env.port(8080).describe('Port of the API'),
  OPS_PORT: env.port(9100).describe('Port of /healthz, /readyz and /metrics'),
  IDENTITY_DATABASE_URL: env
    .postgresUrl()
    .optional()
    .describe('Database of accounts and sessions; default: the derived role on DATABASE_URL'),
  IDENTITY_DATABASE_POOL: env.integer({ min: 1, max: 100, fallback: 10 }).describe('Connections to Postgres'),
  CHAT_URL: env.list(['http://127.0.0.1:3001']).describe('Where WebSocket upgrades go: the replicas of chat'),
  MEDIA_URL: env.list(['http://127.0.0.1:8090']).describe('The byte ports of media'),

  ACCESS_TOKEN_TTL: env.duration('15m').describe('Life of an access token'),
  SESSION_TTL: env.duration('30d').describe('When a session ends after its sign-in'),
  SESSION_TTL_REMEMBERED: env.duration('90d').describe('The same with rememberMe'),
  REFRESH_GRACE: env.duration('10s').describe('How long a refresh token may be presented again after its successor was used'),
  SIGNING_KEY_LIFE: env.duration('30d').describe('When a new signing key takes over'),
  SIGNING_KEY_LEAD: env.duration('10s').describe('How long a new signing key is published before it signs'),
  PASSWORD_HASHES_AT_ONCE: env.integer({ min: 1, max: 64, fallback: 1 }).describe('Passwords hashed at the same time'),
  PASSWORD_HASH_WAIT: env.duration('8s').describe('Longest wait for a hash before 503'),

  ADMIN_EMAIL: env.text('admin@veza.local').describe('The first administrator'),
  ADMIN_PASSWORD: env
    .secret({ min: 10, developmentDefault: 'change-me-admin' })
    .describe('Password of the first administrator, used when the account is made'),
  SMTP_URL: z
    .string()
    .max(2_000)
    .optional()
    .describe('smtp:// or smtps:// address of the mail server; without it mail stays in the local outbox'),
  MAIL_FROM: env.text('Veza <no-reply@veza.local>').describe('Sender of the mails'),
  APP_URL: env.url().optional().describe('Where the links of mails lead; default: PUBLIC_URL'),

  LIMIT_REQUESTS_USER: env
    .integer({ min: 1 })
    .optional()
    .describe('Requests a minute of one user on one gateway; default 6000 in production, else 1000000'),
  LIMIT_REQUESTS_ADDRESS: env
    .integer({ min: 1 })
    .optional()
    .describe('Requests a minute of one address without a token; default 3000 in production, else 1000000'),
  LIMIT_SIGNUPS: env
    .integer({ min: 1 })
    .optional()
    .describe('Sign-ups an hour of one address; default 30 in production, else 1000'),
  LIMIT_SIGNINS: env
    .integer({ min: 1 })
    .optional()
    .describe('Sign-ins an hour of one address; default 300 in production, else 3000'),
  LIMIT_GUESSES: env.integer({ min: 1, fallback: 10 }).describe('Wrong passwords of one (account, network) pair in 15 minutes'),
  LIMIT_MAILS: env.integer({ min: 1, fallback: 10 }).describe('Mails that can be asked for an address in an hour'),

  BODY_LIMIT: env.bytes('1MiB').describe('Largest JSON body'),
  UPLOAD_MAX_PRODUCT_FILE: env.bytes('50MiB').describe('Largest file of a product'),
  UPLOAD_MAX_RESOURCE: env.bytes('200MiB').describe('Largest resource'),
  BYTES_IDLE: env.duration('30s').describe('How long an upload or download may stand still'),
});

type Variables = z.output<typeof Variables>;

/** What nobody on the embedded default should run into, since there everybody is one address. */
const LIMITS = {
  production: { LIMIT_REQUESTS_USER: 6_000, LIMIT_REQUESTS_ADDRESS: 3_000, LIMIT_SIGNUPS: 30, LIMIT_SIGNINS: 300 },
  otherwise: { LIMIT_REQUESTS_USER: 1_000_000, LIMIT_REQUESTS_ADDRESS: 1_000_000, LIMIT_SIGNUPS: 1_000, LIMIT_SIGNINS: 3_000 },
};

export function withDefaults(variables: Variables) {
  const limits = variables.NODE_ENV === 'production' ? LIMITS.production : LIMITS.otherwise;
  return {
    ...variables,
    LIMIT_REQUESTS_USER: variables.LIMIT_REQUESTS_USER ?? limits.LIMIT_REQUESTS_USER,
    LIMIT_REQUESTS_ADDRESS: variables.LIMIT_REQUESTS_ADDRESS ?? limits.LIMIT_REQUESTS_ADDRESS,
    LIMIT_SIGNUPS: variables.LIMIT_SIGNUPS ?? limits.LIMIT_SIGNUPS,
    LIMIT_SIGNINS: variables.LIMIT_SIGNINS ?? limits.LIMIT_SIGNINS,
  };
}

export type GatewayConfig = ReturnType<typeof withDefaults>;
export const GatewayVariables = Variables;
export const readConfig = (): GatewayConfig => withDefaults(loadConfig(Variables, process.env));
