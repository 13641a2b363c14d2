import { expect, test } from '@jest/globals';
import { asyncApiDocument } from './asyncapi.js';
import { CLOSES, DIALECTS, WIRE_ERRORS } from './chat/frames/index.js';

const document = JSON.parse(
  JSON.stringify(asyncApiDocument({ gateway: 'localhost:8080', chat: 'localhost:3001', flat: 'localhost:9001' })),
) as {
  channels: Record<string, { messages: Record<string, { $ref: string }>; 'x-close-codes': object }>;
  operations: Record<string, { messages: { $ref: string }[] }>;
  components: { messages: Record<string, { name: string; payload: { properties: object; required: string[] } }> };
};

test('every dialect is a channel, with every frame that it takes and gives', () => {
  for (const dialect of Object.values(DIALECTS)) {
    const frames = Object.keys(dialect.receives).length + Object.keys(dialect.sends).length;
    expect(Object.keys(document.channels[dialect.name]?.messages ?? {})).toHaveLength(frames);
  }
});

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
  expect(references.length).toBeGreaterThan(100);
  for (const path of references.filter((each) => !each.startsWith('$defs'))) {
    // A message is named `dialect.way.type`, and holds no slash.
    let node: unknown = document;
    for (const part of path.split('/')) node = (node as Record<string, unknown> | undefined)?.[part];
    expect([path, node === undefined]).toEqual([path, false]);
  }
});

test('a wrapped dialect has its fields under data, the flat one beside type', () => {
  const payload = (name: string) => JSON.stringify(document.components.messages[name]?.payload);
  expect(payload('veza.chat.in.join_room')).toContain('"data":{"type":"object","properties":{"client_id"');
  expect(payload('veza.flat.in.join')).toContain('"properties":{"type":{"type":"string","const":"join"},"client_id"');
  expect(payload('veza.flat.in.join')).not.toContain('"data"');
});

test('every refusal is a value of the message error of each dialect, and every close code stands at each channel', () => {
  for (const { name } of Object.values(DIALECTS)) {
    const error = JSON.stringify(document.components.messages[`${name}.out.error`]);
    for (const { number, type, code } of Object.values(WIRE_ERRORS)) {
      const told = name === 'veza.v1' ? [number, `"${type}"`] : [`"${code}"`];
      for (const each of told) expect(error).toContain(String(each));
    }
    expect(Object.keys(document.channels[name]?.['x-close-codes'] ?? {})).toEqual(Object.keys(CLOSES));
  }
});

test('what stands beside the fields is described too', () => {
  const properties = (name: string) => Object.keys(document.components.messages[name]?.payload.properties ?? {});
  expect(properties('veza.v1.out.pong')).toEqual(['type', 'id', 'timestamp', 'metadata', 'data']);
  expect(properties('veza.chat.out.pong')).toEqual(['type', 'timestamp', 'user_id', 'data']);
  expect(properties('veza.flat.out.pong')).toEqual(['type', 'timestamp']);
  expect(properties('nova.v1.out.pong')).toEqual(['type', 'timestamp', 'userId', 'cabinetId', 'data']);
});

test('only a command that needs no fields may come without data', () => {
  const required = (name: string) => document.components.messages[name]?.payload.required;
  expect(required('veza.chat.in.ping')).toEqual(['type']);
  expect(required('veza.chat.in.join_room')).toEqual(['type', 'data']);
});
