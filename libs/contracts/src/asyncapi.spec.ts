import { expect, test } from '@jest/globals';
import { asyncApiDocument } from './asyncapi.js';
import { CLOSES, DIALECTS, WIRE_ERRORS } from './chat/frames/index.js';

const document = JSON.parse(
  JSON.stringify(asyncApiDocument({ gateway: 'localhost:8080', chat: 'localhost:3001', flat: 'localhost:9001' })),
) as {
  channels: Record<string, { messages: Record<string, { $ref: string }>; 'x-close-codes': object }>;
  operations: Record<string, { messages: { $ref: string }[] }>;
  components: {
    messages: Record<string, { name: string; payload: { properties: Record<string, unknown>; required: string[] } }>;
  };
};

test('every dialect is a channel with all frames of both directions', () => {
  for (const dialect of Object.values(DIALECTS)) {
    const frames = Object.keys(dialect.receives).length + Object.keys(dialect.sends).length;
    expect(Object.keys(document.channels[dialect.name]?.messages ?? {})).toHaveLength(frames);
  }
});

test('every reference resolves', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
  expect(references.length).toBeGreaterThan(100);
  for (const path of references.filter((each) => !each.startsWith('$defs'))) {
    // A message is named `dialect.direction.type`, and holds no slash.
    let node: unknown = document;
    for (const part of path.split('/')) node = (node as Record<string, unknown> | undefined)?.[part];
    expect([path, node === undefined]).toEqual([path, false]);
  }
});

test('a wrapped dialect has its fields under data, the flat dialect beside type', () => {
  const properties = (name: string) => document.components.messages[name]?.payload.properties;
  expect(properties('veza.chat.in.join_room')).toMatchObject({ type: { const: 'join_room' }, data: { type: 'object' } });
  expect(Object.keys(Object(properties('veza.chat.in.join_room')?.['data']).properties)).toEqual(['client_id', 'room', 'since']);
  expect(properties('veza.flat.in.join')).toMatchObject({ type: { const: 'join' } });
  expect(Object.keys(properties('veza.flat.in.join') ?? {})).toEqual(['type', 'client_id', 'room', 'since']);
});

test('the error message of each dialect has every error code, each channel every close code', () => {
  for (const { name } of Object.values(DIALECTS)) {
    const error = JSON.stringify(document.components.messages[`${name}.out.error`]);
    for (const { number, type, code } of Object.values(WIRE_ERRORS)) {
      const values = name === 'veza.v1' ? [number, `"${type}"`] : [`"${code}"`];
      for (const each of values) expect(error).toContain(String(each));
    }
    expect(Object.keys(document.channels[name]?.['x-close-codes'] ?? {})).toEqual(Object.keys(CLOSES));
  }
});

test('the schema of a frame includes the properties of the envelope', () => {
  const properties = (name: string) => Object.keys(document.components.messages[name]?.payload.properties ?? {});
  expect(properties('veza.v1.out.pong')).toEqual(['type', 'id', 'timestamp', 'metadata', 'data']);
  expect(properties('veza.chat.out.pong')).toEqual(['type', 'timestamp', 'user_id', 'data']);
  expect(properties('veza.flat.out.pong')).toEqual(['type', 'client_id', 'timestamp']);
  expect(properties('nova.v1.out.pong')).toEqual(['type', 'timestamp', 'userId', 'cabinetId', 'seq', 'data']);
});

test('only a command without required fields can omit data, or send null', () => {
  const required = (name: string) => document.components.messages[name]?.payload.required;
  const ping = document.components.messages['veza.chat.in.ping']?.payload.properties;
  expect(required('veza.chat.in.ping')).toEqual(['type']);
  expect(required('veza.chat.in.join_room')).toEqual(['type', 'data']);
  expect(ping?.['data']).toMatchObject({ anyOf: [{ type: 'object' }, { type: 'null' }] });
});
