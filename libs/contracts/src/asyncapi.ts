import { z } from 'zod';
import { CLOSES, DIALECTS, type DialectFrames, type DialectName, WIRE_ERRORS } from './chat/frames/index.js';

/** Where the sockets are served, as a client dials them. */
export interface SocketServers {
  /** Host and port of the gateway, e.g. `localhost:8080`. */
  readonly gateway: string;
  /** Host and port of chat's own listener. */
  readonly chat: string;
  /** Host and port of the listener whose clients speak veza.flat. */
  readonly flat: string;
}

type Json = Record<string, unknown>;
type Way = 'in' | 'out';

/** The servers on which a dialect is spoken by default; by its name as subprotocol each is spoken on all of them. */
const SERVED: Record<DialectName, readonly (keyof SocketServers)[]> = {
  'veza.v1': ['gateway', 'chat'],
  'veza.chat': ['gateway', 'chat'],
  'veza.flat': ['flat'],
  'nova.v1': ['gateway', 'chat'],
};

const Query = {
  token: z.string().optional().describe('An access token; or in the header Authorization, or in a first frame `auth`'),
  ticket: z.string().optional().describe('A one-use ticket of POST /api/v1/ws-tickets'),
};
const NovaQuery = { ...Query, cabinetId: z.string().optional().describe('Only what concerns this cabinet; of another: 4403') };

/**
 * The WebSocket side as an AsyncAPI 3 document, made from the schemas that validate the frames: a channel a dialect, a
 * message a frame, one operation for what clients send and one for what they receive. Refusals are the values of the
 * message `error`; why a socket is closed stands at each channel, as AsyncAPI has no word for it.
 */
export function asyncApiDocument(servers: SocketServers): Json {
  const dialects = Object.entries(DIALECTS) as [DialectName, DialectFrames][];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Veza sockets',
      version: '1.0.0',
      description: 'One chat core, four wire dialects. Clients of different dialects share rooms and see each other.',
    },
    defaultContentType: 'application/json',
    servers: Object.fromEntries(Object.entries(servers).map(([name, host]) => [name, { host, protocol: 'ws' }])),
    channels: Object.fromEntries(dialects.map(([name, dialect]) => [name, channelOf(name, dialect)])),
    operations: Object.assign({}, ...dialects.map(([, dialect]) => operationsOf(dialect))) as Json,
    components: { messages: Object.assign({}, ...dialects.map(([, dialect]) => messagesOf(dialect))) as Json },
  };
}

function channelOf(name: DialectName, dialect: DialectFrames): Json {
  const query = z.object(name === 'nova.v1' ? NovaQuery : Query);
  return {
    address: dialect.path,
    servers: SERVED[name].map((server) => ({ $ref: `#/servers/${server}` })),
    description: dialect.summary,
    messages: Object.fromEntries(namesOf(dialect).map((each) => [each, { $ref: `#/components/messages/${each}` }])),
    bindings: { ws: { query: jsonSchema(query, 'input') } },
    'x-subprotocol': name,
    'x-close-codes': CLOSES,
  };
}

function operationsOf(dialect: DialectFrames): Json {
  const operation = (action: 'send' | 'receive', way: Way, frames: DialectFrames['sends']): Json => ({
    action,
    channel: { $ref: `#/channels/${dialect.name}` },
    messages: Object.keys(frames).map((type) => ({ $ref: `#/channels/${dialect.name}/messages/${nameOf(dialect, way, type)}` })),
  });
  return {
    [`${dialect.name}.commands`]: operation('receive', 'in', dialect.receives),
    [`${dialect.name}.events`]: operation('send', 'out', dialect.sends),
  };
}

function messagesOf(dialect: DialectFrames): Json {
  const message = (way: Way) => {
    return ([type, fields]: [string, z.ZodType]): [string, Json] => {
      const errors = type === 'error' && { description: errorsOf(dialect) };
      return [nameOf(dialect, way, type), { name: type, ...errors, payload: payloadOf(dialect, way, type, fields) }];
    };
  };
  return Object.fromEntries([
    ...Object.entries(dialect.receives).map(message('in')),
    ...Object.entries(dialect.sends).map(message('out')),
  ]);
}

/** The frame around the fields: under `data`, or beside `type`. */
function payloadOf(dialect: DialectFrames, way: Way, type: string, fields: z.ZodType): Json {
  const io = way === 'in' ? 'input' : 'output';
  const beside = { type: z.literal(type), ...(way === 'in' ? dialect.envelope.received : dialect.envelope.sent) };
  if (!dialect.wrapped) return merged(jsonSchema(z.object(beside), io), jsonSchema(fields, io));
  const mayBeAbsent = way === 'in' && fields.safeParse({}).success;
  return jsonSchema(z.object({ ...beside, data: mayBeAbsent ? fields.optional() : fields }), io);
}

/** Two object schemas as the one that has the properties of both. */
function merged(one: Json, other: Json): Json {
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  return {
    ...one,
    ...other,
    properties: { ...Object(one.properties), ...Object(other.properties) },
    required: [...list(one.required), ...list(other.required)],
  };
}

function errorsOf({ name }: DialectFrames): string {
  const lines = Object.values(WIRE_ERRORS).map(({ number, type, code, meaning }) =>
    name === 'veza.v1' ? `${number} ${type}: ${meaning}` : `${code}: ${meaning}`,
  );
  return [...new Set(lines)].join('\n');
}

const namesOf = (dialect: DialectFrames): string[] => [
  ...Object.keys(dialect.receives).map((type) => nameOf(dialect, 'in', type)),
  ...Object.keys(dialect.sends).map((type) => nameOf(dialect, 'out', type)),
];

const nameOf = (dialect: DialectFrames, way: Way, type: string): string => `${dialect.name}.${way}.${type}`;

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
