import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { HTTP_ROUTES } from '../http/all.js';
import { REQUEST_EXAMPLES, RESPONSE_EXAMPLES } from '../http/examples/index.js';
import { openApiDocument } from './document.js';

/** The document as a client reads it: every text and every example of the public API reference. */

interface Schema {
  [word: string]: unknown;
  $ref?: string;
  description?: string;
  examples?: unknown[];
  properties?: Record<string, Schema>;
}
const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    description: z.string().optional(),
    examples: z.array(z.unknown()).optional(),
    properties: z.record(z.string(), Schema).optional(),
  }),
);
const Media = z.object({
  schema: Schema,
  example: z.unknown().optional(),
  examples: z.record(z.string(), z.object({ value: z.unknown() })).optional(),
});
const Content = z.record(z.string(), Media).default({});
const Response = z.object({ $ref: z.string().optional(), description: z.string().optional(), content: Content });
const Parameter = z.object({ name: z.string(), description: z.string().optional(), schema: Schema });
const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  parameters: z.array(Parameter),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), Response),
});
const Document = z.object({
  info: z.object({ description: z.string() }),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({
    headers: z.record(z.string(), z.object({ description: z.string().optional() })),
    responses: z.record(z.string(), Response),
    schemas: z.record(z.string(), Schema),
  }),
});

const written: unknown = JSON.parse(JSON.stringify(openApiDocument(HTTP_ROUTES, 'https://api.veza.test')));
const { info, tags, paths, components } = Document.parse(written);
const operations = Object.values(paths).flatMap((methods) => Object.values(methods));

/** Every schema below one, itself included, with its path. A reference is not followed. */
function schemasIn(schema: unknown, path: string): [string, Schema][] {
  if (Array.isArray(schema)) return schema.flatMap((each, i) => schemasIn(each, `${path}[${i}]`));
  const parsed = Schema.safeParse(schema);
  if (!parsed.success) return [];
  const { properties = {}, examples: _, default: __, ...words } = parsed.data;
  return [
    [path, parsed.data],
    ...Object.entries(properties).flatMap(([name, each]) => schemasIn(each, `${path}.${name}`)),
    ...Object.entries(words).flatMap(([word, each]) => (typeof each === 'object' ? schemasIn(each, `${path}(${word})`) : [])),
  ];
}

const roots = [
  ...Object.entries(components.schemas),
  ...operations.flatMap(({ operationId, parameters, requestBody, responses }): [string, unknown][] => [
    ...parameters.map(({ name, schema }): [string, unknown] => [`${operationId}?${name}`, schema]),
    ...[requestBody, ...Object.values(responses)].flatMap((body) =>
      Object.entries(body?.content ?? {}).map(([type, { schema }]): [string, unknown] => [`${operationId} ${type}`, schema]),
    ),
  ]),
];
const schemas = roots.flatMap(([name, schema]) => schemasIn(schema, name));
const withoutText = (text: string | undefined) => text === undefined || text.trim() === '';
const isDescribed = ({ $ref, description }: Schema) => $ref !== undefined || !withoutText(description);

test('every property has a description', () => {
  const properties = schemas.flatMap(([path, schema]) =>
    Object.entries(schema.properties ?? {}).map(([name, property]) => ({ path: `${path}.${name}`, property })),
  );
  expect(properties.length).toBeGreaterThan(400);
  expect(properties.filter(({ property }) => !isDescribed(property)).map(({ path }) => path)).toEqual([]);
});

test('every parameter, header, component, operation, response and tag has a description', () => {
  const texts: [string, string | undefined][] = [
    ...operations.flatMap(({ operationId, description, parameters, responses }): [string, string | undefined][] => [
      [operationId, description],
      ...parameters.map((each): [string, string | undefined] => [`${operationId}?${each.name}`, each.description]),
      ...Object.entries(responses).flatMap(([status, { $ref, description }]): [string, string | undefined][] =>
        $ref === undefined ? [[`${operationId} ${status}`, description]] : [],
      ),
    ]),
    ...[components.schemas, components.responses, components.headers].flatMap((each) =>
      Object.entries(each).map(([name, { description }]): [string, string | undefined] => [name, description]),
    ),
    ...tags.map(({ name, description }): [string, string] => [name, description]),
  ];
  expect(texts.filter(([, text]) => withoutText(text)).map(([name]) => name)).toEqual([]);
});

test('summaries are at most 80 characters and are no sentences', () => {
  const faulty = operations.filter(({ summary }) => summary.length > 80 || summary === '' || /\.$/.test(summary));
  expect(faulty.map(({ summary }) => summary)).toEqual([]);
});

test('the texts avoid pronoun agents', () => {
  const texts = [
    info.description,
    ...tags.map(({ description }) => description),
    ...operations.flatMap(({ summary, description = '', parameters, responses }) => [
      summary,
      description,
      ...parameters.map((each) => each.description ?? ''),
      ...Object.values(responses).map((each) => each.description ?? ''),
    ]),
    ...Object.values(components.responses).map(({ description = '' }) => description),
    ...schemas.map(([, { description = '' }]) => description),
  ];
  const AVOIDED = /\b(nobody|somebody|whoever|told|one['’]s|oneself)\b/i;
  expect(texts.filter((text) => AVOIDED.test(text))).toEqual([]);
});

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'api', ...z.record(z.string(), z.unknown()).parse(written) });

/** What ajv reports about a value and the schema at a JSON pointer of the document. */
function faultsOf(pointer: string, value: unknown): string | undefined {
  const validate = ajv.getSchema(`api#${pointer}`);
  if (!validate) throw new Error(`${pointer} leads nowhere`);
  return validate(value) === true ? undefined : ajv.errorsText(validate.errors);
}
const pointerOf = (...parts: string[]) =>
  parts.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

/** The JSON and form bodies of a call, each with its place in the document. */
const bodies = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { operationId, requestBody, responses }]) => {
    const at = ['paths', path, method];
    const of = (content: z.infer<typeof Content>, ...below: string[]) =>
      Object.entries(content)
        .filter(([type]) => ['application/json', 'multipart/form-data', 'text/event-stream'].includes(type))
        .map(([type, media]) => ({ operationId, media, pointer: pointerOf(...at, ...below, 'content', type, 'schema') }));
    return [
      ...of(requestBody?.content ?? {}, 'requestBody'),
      ...Object.entries(responses).flatMap(([status, { content }]) => of(content, 'responses', status)),
    ];
  }),
);

test('every request and response body has an example that its schema accepts', () => {
  expect(bodies.length).toBeGreaterThan(100);
  const faults = bodies.flatMap(({ operationId, media, pointer }) => {
    const component = media.schema.$ref?.split('/').at(-1) ?? '';
    const example = media.example ?? components.schemas[component]?.examples?.[0];
    if (example === undefined) return [`${operationId}: no example`];
    const fault = faultsOf(pointer, example);
    return fault === undefined ? [] : [`${operationId}: ${fault}`];
  });
  expect(faults).toEqual([]);
});

test('the contracts accept their own request examples', () => {
  for (const [id, example] of REQUEST_EXAMPLES) {
    const route = HTTP_ROUTES.find((each) => each.id === id);
    expect([id, route?.body.safeParse(example).error?.message]).toEqual([id, undefined]);
  }
  expect([...RESPONSE_EXAMPLES.keys()].filter((id) => !HTTP_ROUTES.some((each) => each.id === id))).toEqual([]);
});

test('every component has an example that its schema accepts', () => {
  const faults = Object.entries(components.schemas).map(([name, { examples = [] }]) => {
    const [example] = examples;
    const fault = example === undefined ? 'no example' : faultsOf(pointerOf('components', 'schemas', name), example);
    return [name, fault];
  });
  expect(faults.filter(([, fault]) => fault !== undefined)).toEqual([]);
});

test('every error response has an accepted example for each of its codes', () => {
  for (const [name, { content }] of Object.entries(components.responses)) {
    for (const [type, { examples = {} }] of Object.entries(content)) {
      expect(Object.keys(examples).length).toBeGreaterThan(0);
      const pointer = pointerOf('components', 'responses', name, 'content', type, 'schema');
      for (const { value } of Object.values(examples)) expect([name, faultsOf(pointer, value)]).toEqual([name, undefined]);
    }
  }
});
