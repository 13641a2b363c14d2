import { z } from 'zod';
import { jsonSchema, messageName, messagesOf, type Direction } from './asyncapi-messages.js';
import { CLOSES, DIALECTS, type DialectFrames, type DialectName } from './chat/frames/index.js';
import { VERSION } from './version.js';

/** Where the sockets are served, as a client dials them. */
export interface SocketServers {
  /** Host and port of the gateway, e.g. `localhost:8080`. */
  readonly gateway: string;
  /** Host and port of chat's own listener. */
  readonly chat: string;
  /** Host and port of the listener whose default dialect is veza.flat. */
  readonly flat: string;
}

type Json = Record<string, unknown>;

const SERVER_TEXT: Readonly<Record<keyof SocketServers, string>> = {
  gateway: 'Public entry point. The gateway forwards upgrades to the chat service as a byte pipe',
  chat: 'Listener of the chat service',
  flat: 'Second listener of the chat service; its default dialect is veza.flat',
};

/** The servers whose path or port chooses a dialect by default; by its subprotocol name each is available on all of them. */
const SERVED: Readonly<Record<DialectName, readonly (keyof SocketServers)[]>> = {
  'veza.v1': ['gateway', 'chat'],
  'veza.chat': ['gateway', 'chat'],
  'veza.flat': ['flat'],
  'nova.v1': ['gateway', 'chat'],
};

const Query = {
  token: z
    .string()
    .optional()
    .describe('Access token. Alternatives: the header Authorization, a ticket, or a first frame `auth`'),
  ticket: z.string().optional().describe('Single-use ticket of POST /api/v1/ws-tickets, valid for 30 seconds'),
};
const ChatQuery = {
  ...Query,
  resume: z
    .string()
    .optional()
    .describe('The token of the last `resume_token` frame: this connection takes the earlier one over. Empty: only send a token'),
};
const NovaQuery = {
  ...Query,
  cabinetId: z
    .string()
    .optional()
    .describe('Receive the events of this cabinet only. A cabinet of which the user is no member: close 4403'),
  since: z
    .string()
    .optional()
    .describe('The last `seq` that the client has: the frames after it are sent first. Empty, if the client has none yet'),
};
const Headers = z.object({
  Authorization: z.string().optional().describe('`Bearer <access token>`, for clients other than browsers'),
  'Sec-WebSocket-Protocol': z.string().optional().describe('Name of a dialect. It takes precedence over the path and the port'),
});

/**
 * The WebSocket side as an AsyncAPI 3 document, made from the schemas that validate the frames: one channel for each dialect,
 * one message for each frame, one operation for the commands and one for the events. Errors are the values of the message
 * `error`. Close codes are an extension of each channel, because AsyncAPI has no place for them.
 */
export function asyncApiDocument(servers: SocketServers): Json {
  const dialects = Object.entries(DIALECTS) as [DialectName, DialectFrames][];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Veza sockets',
      version: VERSION,
      description:
        'One chat service, four wire dialects. Clients of different dialects share rooms and receive the same messages, each in ' +
        'its own format. The reference with complete sessions is in docs/protocol of the repository.',
    },
    defaultContentType: 'application/json',
    servers: Object.fromEntries(
      keysOf(SERVER_TEXT).map((name) => [name, { host: servers[name], protocol: 'ws', description: SERVER_TEXT[name] }]),
    ),
    channels: Object.fromEntries(dialects.map(([name, dialect]) => [name, channelOf(name, dialect)])),
    operations: Object.assign({}, ...dialects.map(([, dialect]) => operationsOf(dialect))) as Json,
    components: { messages: Object.assign({}, ...dialects.map(([, dialect]) => messagesOf(dialect))) as Json },
  };
}

function channelOf(name: DialectName, dialect: DialectFrames): Json {
  const query = z.object(name === 'nova.v1' ? NovaQuery : ChatQuery);
  const names = [
    ...Object.keys(dialect.receives).map((type) => messageName(dialect, 'in', type)),
    ...Object.keys(dialect.sends).map((type) => messageName(dialect, 'out', type)),
  ];
  return {
    address: dialect.path,
    title: name,
    summary: dialect.summary,
    description: dialect.description,
    servers: SERVED[name].map((server) => ({ $ref: `#/servers/${server}` })),
    messages: Object.fromEntries(names.map((each) => [each, { $ref: `#/components/messages/${each}` }])),
    bindings: { ws: { query: jsonSchema(query, 'input'), headers: jsonSchema(Headers, 'input') } },
    'x-subprotocol': name,
    'x-close-codes': CLOSES,
  };
}

function operationsOf(dialect: DialectFrames): Json {
  const { name } = dialect;
  const messages = (direction: Direction, frames: DialectFrames['sends']) =>
    Object.keys(frames).map((type) => ({ $ref: `#/channels/${name}/messages/${messageName(dialect, direction, type)}` }));
  const channel = { $ref: `#/channels/${name}` };
  return {
    [`${name}.commands`]: {
      action: 'receive',
      summary: `Commands of a ${name} client`,
      description: 'The commands of one connection run in the order in which they arrive. Each has its own reply or error.',
      channel,
      messages: messages('in', dialect.receives),
    },
    [`${name}.events`]: {
      action: 'send',
      summary: `Replies and events for a ${name} client`,
      description: 'Events of a room arrive in the order of their `seq`. Clients ignore types that they do not know.',
      channel,
      messages: messages('out', dialect.sends),
    },
  };
}

const keysOf = <Key extends string>(record: Readonly<Record<Key, unknown>>) => Object.keys(record) as Key[];
