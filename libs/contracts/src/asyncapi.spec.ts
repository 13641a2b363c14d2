import { expect, test } from '@jest/globals';
import { asyncApiDocument } from './asyncapi.js';
import { DIALECTS } from './chat/frames/index.js';

const document = JSON.parse(
  JSON.stringify(asyncApiDocument({ gateway: 'localhost:8080', chat: 'localhost:3001', flat: 'localhost:9001' })),
) as {
  channels: Record<string, { messages: Record<string, { $ref: string }> }>;
  operations: Record<string, { messages: { $ref: string }[] }>;
  components: { messages: Record<string, { name: string; payload: unknown }> };
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
  expect(payload('veza.flat.in.join')).not.toContain('"data"');
});
