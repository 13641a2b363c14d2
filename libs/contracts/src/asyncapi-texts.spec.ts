import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { asyncApiDocument } from './asyncapi.js';

const Schema = z.record(z.string(), z.unknown());
const Texts = { summary: z.string(), description: z.string() };
const Message = z.object({
  ...Texts,
  title: z.string(),
  payload: Schema,
  examples: z.array(z.object({ name: z.string(), summary: z.string(), payload: Schema })).min(1),
});
const Bindings = z.object({ ws: z.object({ query: Schema, headers: Schema }) });
const Close = z.object({ cause: z.string(), reconnect: z.string() });
const Document = z.object({
  info: z.object({ title: z.string(), description: z.string() }),
  servers: z.record(z.string(), z.object({ description: z.string() })),
  channels: z.record(
    z.string(),
    z.object({ ...Texts, title: z.string(), bindings: Bindings, 'x-close-codes': z.record(z.string(), Close) }),
  ),
  operations: z.record(z.string(), z.object(Texts)),
  components: z.object({ messages: z.record(z.string(), Message) }),
});

const published: unknown = JSON.parse(
  JSON.stringify(asyncApiDocument({ gateway: 'localhost:8080', chat: 'localhost:3001', flat: 'localhost:9001' })),
);
/** Fails here when any part lacks its summary, description or example. */
const document = Document.parse(published);
const { messages } = document.components;

const FORBIDDEN = /\b(nobody|somebody|anybody|whoever|whom|told|tells?|one's|person|people|you may not)\b/i;
const MOST_OF_A_SUMMARY = 80;
const MOST_WORDS_OF_A_SENTENCE = 30;

/** Every text that a reader sees, by its place in the document. */
function textsOf(node: unknown, path: string): [string, string][] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const here = `${path}/${key}`;
    if (key === 'examples' || key === 'payload') return key === 'payload' ? descriptionsOf(value, here) : [];
    if (['title', 'summary', 'description', 'cause', 'reconnect'].includes(key) && typeof value === 'string')
      return [[here, value] as [string, string]];
    return textsOf(value, here);
  });
}

/** The descriptions of a schema; the names of properties are no texts. */
function descriptionsOf(node: unknown, path: string): [string, string][] {
  return propertiesOf(node, path).flatMap(([place, schema]) =>
    typeof schema.description === 'string' ? [[place, schema.description] as [string, string]] : [],
  );
}

/** Every property of a schema, at any depth. */
function propertiesOf(node: unknown, path: string): [string, z.infer<typeof Schema>][] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const inner = propertiesOf(value, `${path}/${key}`);
    if (key !== 'properties') return inner;
    const own = Object.entries(Schema.parse(value)).map(([name, schema]): [string, z.infer<typeof Schema>] => [
      `${path}/${name}`,
      Schema.parse(schema),
    ]);
    return [...own, ...inner];
  });
}

test('every property of every frame, query and header has a description', () => {
  const properties = [
    ...Object.entries(messages).flatMap(([name, { payload }]) => propertiesOf(payload, name)),
    ...Object.entries(document.channels).flatMap(([name, { bindings }]) => propertiesOf(bindings, name)),
  ];
  expect(properties.length).toBeGreaterThan(500);
  expect(properties.filter(([, { description }]) => typeof description !== 'string').map(([place]) => place)).toEqual([]);
});

test('every example is valid against the schema of its frame', () => {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    formats: { 'date-time': (text: string) => !isNaN(Date.parse(text)) },
  });
  for (const [name, { payload, examples }] of Object.entries(messages)) {
    const validate = ajv.compile(payload);
    for (const example of examples) {
      const faults = validate(example.payload) ? [] : validate.errors;
      expect([name, example.name, faults]).toEqual([name, example.name, []]);
    }
  }
});

test('the example of an event has no property that its schema does not describe', () => {
  for (const [name, { payload, examples }] of Object.entries(messages)) {
    const described = Object.keys(Schema.parse(payload.properties));
    for (const example of examples)
      expect([name, described]).toEqual([name, expect.arrayContaining(Object.keys(example.payload))]);
  }
});

test('every reply that a command names is an event of its dialect', () => {
  for (const [name, { description }] of Object.entries(messages)) {
    const [, replies = ''] = /Replies: (.*), or `error`/.exec(description) ?? [];
    for (const [, type] of replies.matchAll(/`(\w+)`/g))
      expect(Object.keys(messages)).toContain(name.replace(/\.in\..*/, `.out.${type}`));
  }
});

/** What is wrong with a text, if anything. */
function faultOf(place: string, text: string): string | undefined {
  const forbidden = FORBIDDEN.exec(text)?.[0];
  if (forbidden !== undefined) return `has the word ${forbidden}`;
  if (!place.endsWith('/title') && !/^[\p{Lu}\d`]/u.test(text)) return 'does not begin with a capital';
  if (place.endsWith('/summary') && text.length > MOST_OF_A_SUMMARY) return 'is too long for a summary';
  if (place.endsWith('/summary') && text.endsWith('.')) return 'is a summary with a full stop';
  const longest = Math.max(...text.split(/[.;:\n] ?/).map((sentence) => sentence.split(/\s+/).length));
  return longest > MOST_WORDS_OF_A_SENTENCE ? `has a sentence of ${longest} words` : undefined;
}

test('the texts are plain: no forbidden word, short summaries, short sentences', () => {
  const texts = textsOf(published, '');
  expect(texts.length).toBeGreaterThan(700);
  expect(texts.flatMap(([place, text]) => (faultOf(place, text) ? [[faultOf(place, text), place, text]] : []))).toEqual([]);
});
