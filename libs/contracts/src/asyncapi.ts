import { z } from 'zod';
import { DIALECTS, type DialectFrames } from './chat/frames/index.js';

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

/**
 * The WebSocket side as an AsyncAPI 3 document, made from the schemas that validate the frames: a channel a dialect, a
 * message a frame, one operation for what clients send and one for what they receive.
 */
export function asyncApiDocument(servers: SocketServers): Json {
  const dialects: DialectFrames[] = Object.values(DIALECTS);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Veza sockets',
      version: '1.0.0',
      description: 'One chat core, four wire dialects. Clients of different dialects share rooms and see each other.',
    },
    defaultContentType: 'application/json',
    servers: Object.fromEntries(Object.entries(servers).map(([name, host]) => [name, { host, protocol: 'ws' }])),
    channels: Object.fromEntries(dialects.map((dialect) => [dialect.name, channelOf(dialect)])),
    operations: Object.assign({}, ...dialects.map(operationsOf)) as Json,
    components: { messages: Object.assign({}, ...dialects.map(messagesOf)) as Json },
  };
}

function channelOf(dialect: DialectFrames): Json {
  return {
    address: dialect.path,
    description: dialect.summary,
    messages: Object.fromEntries(namesOf(dialect).map((name) => [name, { $ref: `#/components/messages/${name}` }])),
    bindings: { ws: { query: jsonSchema(z.object({ token: z.string().optional(), ticket: z.string().optional() }), 'input') } },
  };
}

function operationsOf(dialect: DialectFrames): Json {
  const operation = (action: 'send' | 'receive', way: 'in' | 'out', frames: DialectFrames['sends']): Json => ({
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
  const message = (way: 'in' | 'out') => {
    return ([type, fields]: [string, z.ZodType]): [string, Json] => {
      const name = nameOf(dialect, way, type);
      return [name, { name: type, payload: payloadOf(dialect, type, fields, way === 'in' ? 'input' : 'output') }];
    };
  };
  return Object.fromEntries([
    ...Object.entries(dialect.receives).map(message('in')),
    ...Object.entries(dialect.sends).map(message('out')),
  ]);
}

/** The frame around the fields: under `data`, or beside `type`. */
function payloadOf(dialect: DialectFrames, type: string, fields: z.ZodType, io: 'input' | 'output'): Json {
  const schema = jsonSchema(fields, io);
  if (dialect.wrapped) return { type: 'object', required: ['type'], properties: { type: { const: type }, data: schema } };
  return { allOf: [{ type: 'object', required: ['type'], properties: { type: { const: type } } }, schema] };
}

const namesOf = (dialect: DialectFrames): string[] => [
  ...Object.keys(dialect.receives).map((type) => nameOf(dialect, 'in', type)),
  ...Object.keys(dialect.sends).map((type) => nameOf(dialect, 'out', type)),
];

const nameOf = (dialect: DialectFrames, way: 'in' | 'out', type: string): string => `${dialect.name}.${way}.${type}`;

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
