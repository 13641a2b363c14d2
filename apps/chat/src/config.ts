import { env, loadConfig, PlatformConfig, TlsConfig } from '@veza/platform';
import { z } from 'zod';

/** The only place that reads the environment of the chat. */
export const ChatConfigSchema = z.object({
  ...PlatformConfig,
  ...TlsConfig,
  OPS_PORT: env.port(9101).describe('Port of /healthz, /readyz and /metrics'),
  WS_PORT: env.port(3001).describe('Port of the WebSocket listener of /ws, /ws/chat and /ws/nova'),
  WS_FLAT_PORT: env.port(9001).describe('Port of the WebSocket listener of veza.flat on /ws'),
  CHAT_DATABASE_URL: env
    .postgresUrl()
    .optional()
    .describe('Postgres URL of this service; default: its derived role on DATABASE_URL'),
  CHAT_DATABASE_POOL: env.integer({ min: 2, max: 100, fallback: 10 }).describe('Maximum Postgres connections per replica'),
  WS_SESSION_MAX: env.duration('12h').describe('Maximum lifetime of a connection'),
  WS_TOKEN_STRICT: env
    .flag(false)
    .describe('Whether a connection is closed when its access token expires; by default it lasts as long as its session'),
  WS_AUTH_TIMEOUT: env.constant(
    env.duration('10s').describe('Maximum time from the upgrade to the authentication of a connection'),
  ),
  WS_MAX_FRAME: env.bytes('256KiB').describe('Maximum size of a frame from a client; a larger one closes the connection (1009)'),
  WS_SEND_BUFFER: env.bytes('1MiB').describe('Unsent bytes above which a connection is closed (1013)'),
  WS_CONNECTIONS_PER_USER: env
    .integer({ min: 1, max: 100_000, fallback: 20 })
    .describe('Maximum connections per user; one more closes the oldest (4429)'),
  WS_PENDING_UPGRADES: env.constant(
    env
      .integer({ min: 1, max: 100_000, fallback: 10_000 })
      .describe('Maximum upgrades that wait for token verification; further ones get 503'),
  ),
  WS_MALFORMED_PER_MINUTE: env.constant(
    env
      .integer({ min: 1, max: 10_000, fallback: 20 })
      .describe('Malformed frames per minute after which a connection is closed (4400)'),
  ),
  WS_LOG_MESSAGES: env
    .integer({ min: 0, max: 1_000_000, fallback: 100 })
    .describe('One in so many commands of sockets is logged as WS_MESSAGE: 1 logs each, 0 none'),
  WS_BAD_TOKENS: env.constant(
    env
      .integer({ min: 1, max: 1_000, fallback: 3 })
      .describe('Failed upgrades per minute and token, after which further failures get 401'),
  ),
  WS_BAD_TOKENS_PER_ADDRESS: env.constant(
    env
      .integer({ min: 1, max: 100_000, fallback: 30 })
      .describe('Failed upgrades per minute and address, after which further failures get 401'),
  ),
  CHAT_MESSAGES_PER_MINUTE: env
    .integer({ min: 1, max: 1_000_000, fallback: 10 })
    .describe('Maximum new messages per user and minute'),
  CHAT_MESSAGES_PER_HOUR: env
    .integer({ min: 1, max: 10_000_000, fallback: 100 })
    .describe('Maximum new messages per user and hour'),
  CHAT_CHANGES_PER_MINUTE: env
    .integer({ min: 1, max: 1_000_000, fallback: 60 })
    .describe('Maximum edits, deletions and reactions per user and minute'),
  CHAT_ROOMS_PER_CONNECTION: env.integer({ min: 1, max: 100_000, fallback: 100 }).describe('Maximum joined rooms per connection'),
  CHAT_ROOMS_PER_DAY: env
    .integer({ min: 1, max: 1_000_000, fallback: 20 })
    .describe('Maximum rooms created per person and day, by its bots too; moderators and administrators have no limit'),
  CHAT_ROOMS_PER_DAY_NEW: env
    .integer({ min: 1, max: 1_000_000 })
    .optional()
    .describe(
      'The same for an account that is younger than a day or whose address is unconfirmed; default 3 in production, otherwise CHAT_ROOMS_PER_DAY',
    ),
  CHAT_CONVERSATIONS_PER_DAY_NEW: env
    .integer({ min: 1, max: 1_000_000 })
    .optional()
    .describe(
      'Maximum people to whom an account that is younger than a day or whose address is unconfirmed writes first, per day; default 10 in production, otherwise no limit',
    ),
  CHAT_CONTENT_MAX: env
    .integer({ min: 1, max: 64_000, fallback: 4_000 })
    .describe('Maximum length of a message in Unicode code points'),
  CHAT_FILE_MAX: env.bytes('25MiB').describe('Maximum size of a file uploaded to a room'),
  CHAT_RETENTION_DAYS: env
    .integer({ min: 1, max: 36_500 })
    .optional()
    .describe('Days that a message and its changes are kept, in every room and direct conversation; by default for ever'),
  CHAT_RETENTION_ARCHIVED: env
    .flag(false)
    .describe('Whether CHAT_RETENTION_DAYS removes only what an archive covers (npm run veza -- archive)'),
  CHAT_PRESENCE_GRACE: env.constant(
    env.duration('10s').describe('Time that a user stays present after the last connection has closed'),
  ),
  CHAT_PRESENCE_LARGE: env
    .integer({ min: 1, max: 100_000, fallback: 100 })
    .describe('Number of members above which a room reports presence as a count only'),
  CHAT_MODERATION_WORDS: env.list([]).describe('Words that cause the rejection of a message, separated by commas'),
  CHAT_MODERATION_REPEATS: env.constant(
    env.integer({ min: 1, max: 1_000_000, fallback: 5 }).describe('Maximum identical messages per user and minute'),
  ),
  CHAT_MODERATION_LINKS: env.constant(env.integer({ min: 0, max: 1_000, fallback: 5 }).describe('Maximum links in a message')),
  CHAT_MODERATION_THRESHOLD: env
    .integer({ min: 1, max: 1_000, fallback: 10 })
    .describe('Score at which a message is rejected; an exceeded limit adds this score, a lower value its share'),
  CHAT_MODERATION_STRIKES: env.constant(
    env
      .integer({ min: 2, max: 1_000_000, fallback: 3 })
      .describe('Rejected messages per user and room within 10 minutes after which the user is muted in the room'),
  ),
  CHAT_MODERATION_MUTE: env.oneOf(['1h', '24h', '7d', 'permanent'], '1h').describe('Duration of an automatic mute'),
});
export type ChatConfig = z.output<typeof ChatConfigSchema>;

export const readConfig = (): ChatConfig => loadConfig(ChatConfigSchema, process.env);
