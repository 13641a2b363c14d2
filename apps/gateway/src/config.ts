import { availableParallelism } from 'node:os';
import { env, loadConfig, PlatformConfig, TlsConfig } from '@veza/platform';
import { z } from 'zod';
import { OidcProviderList } from './provider-config.js';

const Variables = z.object({
  ...PlatformConfig,
  ...TlsConfig,
  HTTP_PORT: env.port(8080).describe('Port of the HTTP API and of WebSocket upgrades'),
  OPS_PORT: env.port(9100).describe('Port of /healthz, /readyz and /metrics'),
  IDENTITY_DATABASE_URL: env
    .postgresUrl()
    .optional()
    .describe('Postgres URL of accounts and sessions; default: the derived role of identity on DATABASE_URL'),
  IDENTITY_DATABASE_POOL: env.integer({ min: 1, max: 100, fallback: 10 }).describe('Maximum Postgres connections per replica'),
  CHAT_URL: env
    .urls(['http://127.0.0.1:3001'])
    .describe('Base URLs of the chat replicas, for WebSocket upgrades, separated by commas'),
  MEDIA_URL: env
    .urls(['http://127.0.0.1:8090'])
    .describe('Base URLs of the byte listeners of media (BYTES_PORT), separated by commas'),

  ACCESS_TOKEN_TTL: env.duration('15m').describe('Lifetime of an access token'),
  SESSION_TTL: env.duration('30d').describe('Lifetime of a session'),
  SESSION_TTL_REMEMBERED: env.duration('90d').describe('Lifetime of a session with rememberMe'),
  FRESH_SIGN_IN: env
    .duration('15m')
    .describe(
      'Age of the last authentication of a session up to which it may change access, roles and the existence of accounts',
    ),
  SESSION_IDLE: env.duration('14d').describe('Time without a refresh after which a session is not continued any more'),
  REFRESH_GRACE: env.constant(
    env.duration('10s').describe('Time after its first use in which a refresh token is accepted again'),
  ),
  SIGNING_KEY_LIFE: env.duration('30d').describe('Time in which a signing key signs tokens before it is replaced'),
  SIGNING_KEY_LEAD: env.constant(env.duration('10s').describe('Time from the publication of a signing key to its first use')),
  PASSWORD_HASHES_AT_ONCE: env
    .integer({ min: 1, max: 64 })
    .optional()
    .describe('Maximum concurrent password hashes per replica; default: the number of cores, at most UV_THREADPOOL_SIZE'),
  UV_THREADPOOL_SIZE: env
    .integer({ min: 1, max: 1024, fallback: 4 })
    .describe("Threads of Node's pool, which compute the hashes; libuv reads it at the start of the process"),
  PASSWORD_HASH_WAIT: env.constant(
    env.duration('8s').describe('Maximum wait of a sign-in for its password hash; longer waits get 503'),
  ),

  ADMIN_EMAIL: env.text('admin@veza.local').describe('E-mail address of the first administrator'),
  ADMIN_PASSWORD: env
    .secret({ min: 10, developmentDefault: 'change-me-admin' })
    .describe('Password of the first administrator, used when the account is created'),
  SMTP_URL: env
    .smtpUrl()
    .optional()
    .describe(
      'URL of the mail server: smtps://, or smtp:// with STARTTLS, which production requires unless `?ignoreTLS=true`; without it, mail stays in the local outbox',
    ),
  SMTP_CA: env
    .certificates({ needs: 'SMTP_URL' })
    .optional()
    .describe('File of the authorities of the certificate of the mail server (PEM); default: the public ones'),
  MAIL_FROM: env.text('Veza <no-reply@veza.local>').describe('From address of mails'),
  SMS_URL: env
    .url()
    .optional()
    .describe(
      'Address that takes texts to phones (https:// outside of the own network); without it they stay in the local outbox, and production writes none',
    ),
  SMS_TOKEN: env.secret({ min: 8 }).optional().describe('Bearer token of SMS_URL'),
  SMS_SENDER: env.text('Veza').pipe(z.string().max(30)).describe('Sender of texts: a number, or at most 11 letters and digits'),
  SMS_PER_DAY: env
    .integer({ min: 0, max: 100_000, fallback: 200 })
    .describe('Maximum texts to phones that one cabinet sends in 24 hours; further reminders go by mail only'),
  MEDIA_PUBLIC_URL: env
    .url()
    .optional()
    .describe(
      'Public base URL of the byte listeners, for signed addresses; default: PUBLIC_URL, whose gateway passes the bytes on',
    ),
  APP_URL: env
    .url()
    .optional()
    .describe('Base URL of the front end that links in mails lead to; default: PUBLIC_URL, whose pages the gateway has'),
  WEB_DIR: env
    .text()
    .optional()
    .describe('Folder of the built web client, which is served under /app; default: the gateway serves no web client'),
  WEB_URL: env
    .url()
    .optional()
    .describe(
      'Address of the web client, to which the root and mailed links of accounts lead; default: PUBLIC_URL/app with WEB_DIR',
    ),

  SECOND_FACTOR_ROLES: env
    .list([])
    .pipe(z.array(z.enum(['moderator', 'admin', 'practitioner'], 'must be a list of moderator, admin and practitioner')))
    .describe(
      'Roles whose sign-in requires a second factor, separated by commas: moderator, admin, and practitioner for the staff of cabinets',
    ),
  PASSKEY_DOMAIN: z
    .string()
    .max(253)
    .regex(/^[a-z0-9.-]+$/, 'must be a domain name in lower case')
    .optional()
    .describe('Domain that passkeys belong to, never changed later; default: the host of APP_URL'),
  PASSKEY_ORIGINS: env
    .list([])
    .describe('Origins whose pages may use passkeys; default: that of APP_URL, and those of CORS_ORIGINS in PASSKEY_DOMAIN'),

  OIDC_PROVIDERS: env
    .json(OidcProviderList, '[]')
    .describe(
      'Providers of OpenID Connect, a JSON list of {id, label, issuer, clientId, clientSecret}, and algorithm and linksByAddress if needed',
    ),

  OIDC_DEADLINE: env.constant(env.duration('5s').describe('Maximum time of one request to a provider of OpenID Connect')),

  SECURITY_CONTACT: env
    .text()
    .optional()
    .describe('Where vulnerabilities are reported, as mailto: or https address: /.well-known/security.txt is served with it'),

  PUSH_SERVICES: env
    .list(['fcm.googleapis.com', 'push.services.mozilla.com', 'push.apple.com', 'notify.windows.com'])
    .describe('Hosts of the push services of browsers, each with its subdomains; other endpoints are refused'),

  WEBHOOK_TEST_ORIGINS: env
    .list([], { forTests: true })
    .describe('Origins such as http://127.0.0.1:8000 to which webhooks are sent although they are not public: for tests'),

  LIMIT_REQUESTS_USER: env
    .integer({ min: 1 })
    .optional()
    .describe('Maximum requests per minute and user on one gateway; default 6000 in production, otherwise 1000000'),
  LIMIT_REQUESTS_ADDRESS: env
    .integer({ min: 1 })
    .optional()
    .describe('Maximum anonymous requests per minute and address on one gateway; default 3000 in production, otherwise 1000000'),
  LIMIT_SIGNUPS: env
    .integer({ min: 1 })
    .optional()
    .describe('Maximum sign-ups per hour and address; default 30 in production, otherwise 1000'),
  LIMIT_SIGNINS: env
    .integer({ min: 1 })
    .optional()
    .describe('Maximum sign-ins per hour and address; default 300 in production, otherwise 3000'),
  LIMIT_GUESSES: env.integer({ min: 1, fallback: 10 }).describe('Maximum wrong passwords per 15 minutes, account and network'),
  LIMIT_MAILS: env.integer({ min: 1, fallback: 10 }).describe('Maximum requested mails per hour, recipient and network'),
  LIMIT_MAIL_REQUESTS: env
    .integer({ min: 1 })
    .optional()
    .describe('Maximum requests for mails per hour and client address; default 30 in production, otherwise 1000'),

  BODY_LIMIT: env.bytes('1MiB').describe('Maximum size of a JSON body; for operations without sign-in it is 16KiB'),
  UPLOAD_MAX_PRODUCT_FILE: env.bytes('50MiB').describe('Maximum size of a product file'),
  UPLOAD_MAX_RESOURCE: env.bytes('200MiB').describe('Maximum size of a resource'),
  BYTES_IDLE: env.constant(
    env.duration('30s').describe('Time without a transferred byte after which an upload or download is aborted'),
  ),
});

type Variables = z.output<typeof Variables>;

/** Generous limits for development, where all clients share one address. */
const LIMITS = {
  production: {
    LIMIT_REQUESTS_USER: 6_000,
    LIMIT_REQUESTS_ADDRESS: 3_000,
    LIMIT_SIGNUPS: 30,
    LIMIT_SIGNINS: 300,
    LIMIT_MAIL_REQUESTS: 30,
  },
  otherwise: {
    LIMIT_REQUESTS_USER: 1_000_000,
    LIMIT_REQUESTS_ADDRESS: 1_000_000,
    LIMIT_SIGNUPS: 1_000,
    LIMIT_SIGNINS: 3_000,
    LIMIT_MAIL_REQUESTS: 1_000,
  },
};

export function withDefaults(variables: Variables) {
  const limits = variables.NODE_ENV === 'production' ? LIMITS.production : LIMITS.otherwise;
  return {
    ...variables,
    ...passkeysOf(variables),
    WEB_URL: variables.WEB_URL ?? (variables.WEB_DIR === undefined ? undefined : `${variables.PUBLIC_URL}/app`),
    PASSWORD_HASHES_AT_ONCE: variables.PASSWORD_HASHES_AT_ONCE ?? Math.min(availableParallelism(), variables.UV_THREADPOOL_SIZE),
    LIMIT_REQUESTS_USER: variables.LIMIT_REQUESTS_USER ?? limits.LIMIT_REQUESTS_USER,
    LIMIT_REQUESTS_ADDRESS: variables.LIMIT_REQUESTS_ADDRESS ?? limits.LIMIT_REQUESTS_ADDRESS,
    LIMIT_SIGNUPS: variables.LIMIT_SIGNUPS ?? limits.LIMIT_SIGNUPS,
    LIMIT_SIGNINS: variables.LIMIT_SIGNINS ?? limits.LIMIT_SIGNINS,
    LIMIT_MAIL_REQUESTS: variables.LIMIT_MAIL_REQUESTS ?? limits.LIMIT_MAIL_REQUESTS,
  };
}

/** A passkey of a domain works on its pages and on those of its subdomains. */
function passkeysOf({ APP_URL, PUBLIC_URL, CORS_ORIGINS, PASSKEY_DOMAIN, PASSKEY_ORIGINS }: Variables) {
  const { origin, hostname } = new URL(APP_URL ?? PUBLIC_URL);
  const domain = PASSKEY_DOMAIN ?? hostname;
  const isWithin = (other: string) => URL.canParse(other) && `.${new URL(other).hostname}`.endsWith(`.${domain}`);
  return {
    PASSKEY_DOMAIN: domain,
    PASSKEY_ORIGINS: PASSKEY_ORIGINS.length > 0 ? PASSKEY_ORIGINS : [...new Set([origin, ...CORS_ORIGINS.filter(isWithin)])],
  };
}

export type GatewayConfig = ReturnType<typeof withDefaults>;
export const GatewayVariables = Variables;
export const readConfig = (): GatewayConfig => withDefaults(loadConfig(Variables, process.env));

/** Of pictures and sounds, which clients load without a token. */
export const mediaOrigin = ({ MEDIA_PUBLIC_URL, PUBLIC_URL }: Pick<GatewayConfig, 'MEDIA_PUBLIC_URL' | 'PUBLIC_URL'>): string =>
  MEDIA_PUBLIC_URL ?? PUBLIC_URL;
