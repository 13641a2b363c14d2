import { env, loadConfig, PlatformConfig } from '@veza/platform';
import { z } from 'zod';

/** The only place that reads the environment of the chat. */
export const ChatConfigSchema = z.object({
  ...PlatformConfig,
  OPS_PORT: env.port(9101).describe('Port of /healthz, /readyz and /metrics'),
  WS_PORT: env.port(3001).describe('Port of the sockets: /ws, /ws/chat and /ws/nova'),
  WS_FLAT_PORT: env.port(9001).describe('Port of the second listener, which speaks veza.flat on /ws'),
  CHAT_DATABASE_URL: env.postgresUrl().optional().describe('Database of the chat; default: the derived role on DATABASE_URL'),
  CHAT_DATABASE_POOL: env.integer({ min: 2, max: 100, fallback: 10 }).describe('Connections to Postgres'),
  WS_SESSION_MAX: env.duration('12h').describe('The longest life of a socket'),
  WS_TOKEN_STRICT: env.flag(false).describe('A socket ends with the token that it came with, not with its session'),
  WS_AUTH_TIMEOUT: env.duration('10s').describe('How long a socket may stay without a token'),
  WS_MAX_FRAME: env.bytes('256KiB').describe('The largest frame that is read'),
  WS_SEND_BUFFER: env.bytes('1MiB').describe('A connection whose unsent bytes pass this is closed (1013)'),
  WS_CONNECTIONS_PER_USER: env.integer({ min: 1, max: 100_000, fallback: 20 }).describe('The next one closes the oldest'),
  WS_PENDING_UPGRADES: env
    .integer({ min: 1, max: 100_000, fallback: 10_000 })
    .describe('Upgrades that wait for the check of their token; more get 503'),
  WS_MALFORMED_PER_MINUTE: env
    .integer({ min: 1, max: 10_000, fallback: 20 })
    .describe('Malformed frames before a socket is closed (4400)'),
  WS_BAD_TOKENS: env
    .integer({ min: 1, max: 1_000, fallback: 3 })
    .describe('Failures of one token within a minute before it gets 401'),
  WS_BAD_TOKENS_PER_ADDRESS: env.integer({ min: 1, max: 100_000, fallback: 30 }).describe('The same for one address'),
  CHAT_MESSAGES_PER_MINUTE: env.integer({ min: 1, max: 1_000_000, fallback: 10 }).describe('New messages of one person'),
  CHAT_MESSAGES_PER_HOUR: env.integer({ min: 1, max: 10_000_000, fallback: 100 }).describe('New messages of one person'),
  CHAT_CHANGES_PER_MINUTE: env
    .integer({ min: 1, max: 1_000_000, fallback: 60 })
    .describe('Edits, deletions and reactions of one person'),
  CHAT_ROOMS_PER_CONNECTION: env.integer({ min: 1, max: 100_000, fallback: 100 }).describe('Rooms that one connection may join'),
  CHAT_ROOMS_PER_HOUR: env.integer({ min: 1, max: 1_000_000, fallback: 1_000 }).describe('Rooms that one person may open'),
  CHAT_CONTENT_MAX: env.integer({ min: 1, max: 64_000, fallback: 4_000 }).describe('Code points of a message'),
  CHAT_FILE_MAX: env.bytes('25MiB').describe('The largest file in a room'),
  CHAT_PRESENCE_GRACE: env.duration('10s').describe('How long somebody whose last connection is gone still counts as there'),
  CHAT_PRESENCE_LARGE: env
    .integer({ min: 1, max: 100_000, fallback: 100 })
    .describe('Above this many people a room is told numbers only'),
  CHAT_MODERATION_WORDS: env.list([]).describe('Words that make a message be refused'),
  CHAT_MODERATION_REPEATS: env
    .integer({ min: 1, max: 1_000_000, fallback: 5 })
    .describe('Identical messages of one person within a minute; the next one is refused'),
  CHAT_MODERATION_LINKS: env
    .integer({ min: 0, max: 1_000, fallback: 5 })
    .describe('Links in a message; with one more it is refused'),
  CHAT_MODERATION_THRESHOLD: env
    .integer({ min: 1, max: 1_000, fallback: 10 })
    .describe('Points from which a message is refused; a passed limit gives as many, less gives a share of them'),
  CHAT_MODERATION_STRIKES: env
    .integer({ min: 2, max: 1_000_000, fallback: 3 })
    .describe('Messages of one person refused in a room within ten minutes before they are muted there'),
  CHAT_MODERATION_MUTE: env.oneOf(['1h', '24h', '7d', 'permanent'], '1h').describe('How long they are muted'),
});
export type ChatConfig = z.output<typeof ChatConfigSchema>;

export const readConfig = (): ChatConfig => loadConfig(ChatConfigSchema, process.env);
