import { env, loadConfig, PlatformConfig } from '@veza/platform';
import { z } from 'zod';

/** The only place that reads the environment of the chat. */
export const ChatConfigSchema = z.object({
  ...PlatformConfig,
  OPS_PORT: env.port(9101).describe('Port of /healthz, /readyz and /metrics'),
  WS_PORT: env.port(3001).describe('Port of the WebSocket listener: /ws, /ws/chat and /ws/nova'),
  WS_FLAT_PORT: env.port(9001).describe('Port of the second WebSocket listener: veza.flat on /ws'),
  CHAT_DATABASE_URL: env.postgresUrl().optional().describe('Database of the chat; default: the derived role on DATABASE_URL'),
  CHAT_DATABASE_POOL: env.integer({ min: 2, max: 100, fallback: 10 }).describe('Size of the Postgres connection pool'),
  WS_SESSION_MAX: env.duration('12h').describe('Maximum lifetime of a socket'),
  WS_TOKEN_STRICT: env.flag(false).describe('Close a socket when its access token expires, instead of with its session'),
  WS_AUTH_TIMEOUT: env.duration('10s').describe('Time within which a socket must authenticate'),
  WS_MAX_FRAME: env.bytes('256KiB').describe('Maximum size of an incoming frame'),
  WS_SEND_BUFFER: env.bytes('1MiB').describe('Unsent bytes above which a connection is closed (1013)'),
  WS_CONNECTIONS_PER_USER: env
    .integer({ min: 1, max: 100_000, fallback: 20 })
    .describe('Connections per user; one more closes the oldest'),
  WS_PENDING_UPGRADES: env
    .integer({ min: 1, max: 100_000, fallback: 10_000 })
    .describe('Upgrades that may wait for token verification; further ones get 503'),
  WS_MALFORMED_PER_MINUTE: env
    .integer({ min: 1, max: 10_000, fallback: 20 })
    .describe('Malformed frames after which a socket is closed (4400)'),
  WS_BAD_TOKENS: env
    .integer({ min: 1, max: 1_000, fallback: 3 })
    .describe('Failed upgrades per minute and token before it gets 401'),
  WS_BAD_TOKENS_PER_ADDRESS: env
    .integer({ min: 1, max: 100_000, fallback: 30 })
    .describe('Failed upgrades per minute and address'),
  CHAT_MESSAGES_PER_MINUTE: env.integer({ min: 1, max: 1_000_000, fallback: 10 }).describe('New messages per user and minute'),
  CHAT_MESSAGES_PER_HOUR: env.integer({ min: 1, max: 10_000_000, fallback: 100 }).describe('New messages per user and hour'),
  CHAT_CHANGES_PER_MINUTE: env
    .integer({ min: 1, max: 1_000_000, fallback: 60 })
    .describe('Edits, deletions and reactions per user and minute'),
  CHAT_ROOMS_PER_CONNECTION: env.integer({ min: 1, max: 100_000, fallback: 100 }).describe('Joined rooms per connection'),
  CHAT_ROOMS_PER_HOUR: env.integer({ min: 1, max: 1_000_000, fallback: 1_000 }).describe('Rooms created per user and hour'),
  CHAT_CONTENT_MAX: env.integer({ min: 1, max: 64_000, fallback: 4_000 }).describe('Maximum length of a message in code points'),
  CHAT_FILE_MAX: env.bytes('25MiB').describe('Maximum size of a file in a room'),
  CHAT_PRESENCE_GRACE: env.duration('10s').describe('Time a user counts as present after the last connection closed'),
  CHAT_PRESENCE_LARGE: env
    .integer({ min: 1, max: 100_000, fallback: 100 })
    .describe('Room size above which presence is reported as counts only'),
  CHAT_MODERATION_WORDS: env.list([]).describe('Words for which a message is rejected'),
  CHAT_MODERATION_REPEATS: env
    .integer({ min: 1, max: 1_000_000, fallback: 5 })
    .describe('Identical messages per user and minute; further ones are rejected'),
  CHAT_MODERATION_LINKS: env.integer({ min: 0, max: 1_000, fallback: 5 }).describe('Links allowed in a message'),
  CHAT_MODERATION_THRESHOLD: env
    .integer({ min: 1, max: 1_000, fallback: 10 })
    .describe('Score from which a message is rejected; an exceeded limit scores this much, a lower value its share'),
  CHAT_MODERATION_STRIKES: env
    .integer({ min: 2, max: 1_000_000, fallback: 3 })
    .describe('Rejected messages per user and room within ten minutes before the user is muted there'),
  CHAT_MODERATION_MUTE: env.oneOf(['1h', '24h', '7d', 'permanent'], '1h').describe('Duration of an automatic mute'),
});
export type ChatConfig = z.output<typeof ChatConfigSchema>;

export const readConfig = (): ChatConfig => loadConfig(ChatConfigSchema, process.env);
