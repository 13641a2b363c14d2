import { z } from 'zod';
import { docOf, type DialectFrames, type FrameDoc, WIRE_ERRORS } from './chat/frames/index.js';

type Json = Record<string, unknown>;

/** `in`: from the client to the server. */
export type Direction = 'in' | 'out';

export const messageName = (dialect: DialectFrames, direction: Direction, type: string): string =>
  `${dialect.name}.${direction}.${type}`;

/** The messages of a dialect: one for each frame, with its texts, its schema and its examples. */
export function messagesOf(dialect: DialectFrames): Json {
  const message =
    (direction: Direction) =>
    ([type, fields]: [string, z.ZodType]): [string, Json] => {
      const doc = docOf(type, fields);
      return [
        messageName(dialect, direction, type),
        {
          name: type,
          title: type,
          summary: doc.summary,
          description: descriptionOf(dialect, type, doc),
          payload: payloadOf(dialect, direction, type, fields),
          examples: Object.entries(doc.examples).map(([name, example]) => ({
            name,
            summary: name,
            payload: exampleOf(dialect, direction, type, example),
          })),
        },
      ];
    };
  return Object.fromEntries([
    ...Object.entries(dialect.receives).map(message('in')),
    ...Object.entries(dialect.sends).map(message('out')),
  ]);
}

export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

function descriptionOf(dialect: DialectFrames, type: string, { description, replies = [] }: FrameDoc): string {
  const replied = replies.length > 0 ? `\n\nReplies: ${replies.map((each) => `\`${each}\``).join(', ')}, or \`error\`.` : '';
  const errors = type === 'error' ? `\n\n${errorsOf(dialect)}` : '';
  return `${description}${replied}${errors}`;
}

/** The frame around the fields: under `data`, or beside `type`. */
function payloadOf(dialect: DialectFrames, direction: Direction, type: string, fields: z.ZodType): Json {
  const io = direction === 'in' ? 'input' : 'output';
  const beside = {
    type: z.literal(type).describe('Type of the frame'),
    ...(direction === 'in' ? dialect.envelope.received : dialect.envelope.sent),
  };
  if (!dialect.wrapped) return merged(jsonSchema(z.object(beside), io), jsonSchema(fields, io));
  const mayBeAbsent = direction === 'in' && fields.safeParse({}).success;
  const data = mayBeAbsent ? fields.nullish() : fields;
  return jsonSchema(z.object({ ...beside, data: data.describe('The fields of the frame') }), io);
}

function exampleOf({ wrapped, envelope }: DialectFrames, direction: Direction, type: string, fields: unknown): Json {
  const beside = { type, ...(direction === 'in' ? envelope.sample.received : envelope.sample.sent) };
  return wrapped ? { ...beside, data: fields } : { ...beside, ...Object(fields) };
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
    name === 'veza.v1' ? `- ${number} ${type}: ${meaning}` : `- ${code}: ${meaning}`,
  );
  return [...new Set(lines)].join('\n');
}
