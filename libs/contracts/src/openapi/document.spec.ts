import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { HTTP_ROUTES } from '../http/all.js';
import { COMPONENTS } from '../http/components.js';
import { COMPONENT_EXAMPLES } from '../http/examples/index.js';
import { openApiDocument } from './document.js';

const Reference = z.object({ $ref: z.string() });
const Operation = z.object({
  operationId: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean() })),
  responses: z.record(z.string(), z.unknown()),
});
const Response = z.object({ headers: z.record(z.string(), Reference), content: z.record(z.string(), z.unknown()).optional() });
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ responses: z.record(z.string(), Response), schemas: z.record(z.string(), z.unknown()) }),
});

const written: unknown = JSON.parse(JSON.stringify(openApiDocument(HTTP_ROUTES, 'https://api.veza.test')));
const { paths, components } = Document.parse(written);
const operations = Object.values(paths).flatMap((methods) => Object.values(methods));

function operation(id: string): z.infer<typeof Operation> {
  const found = operations.find(({ operationId }) => operationId === id);
  if (!found) throw new Error(`there is no operation ${id}`);
  return found;
}
const statuses = (id: string) => Object.keys(operation(id).responses).map(Number);
const parameters = (id: string) => operation(id).parameters.map(({ name, required }) => (required ? `${name}!` : name));
const headers = (id: string, status: number) => Object.keys(Response.parse(operation(id).responses[status]).headers);

test('every reference resolves', () => {
  const references = [...JSON.stringify(written).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
  expect(references.length).toBeGreaterThan(300);
  for (const path of new Set(references)) {
    const led = path.split('/').reduce<unknown>((node, part) => z.record(z.string(), z.unknown()).parse(node)[part], written);
    expect([path, led === undefined]).toEqual([path, false]);
  }
});

test('operation ids are unique', () => {
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
});

test('a call lists the statuses of its contract and those of its kind of route', () => {
  expect(statuses('getProduct')).toEqual([200, 304, 400, 404, 429, 431, 500, 503, 504]);
  expect(statuses('createProduct')).toEqual([201, 400, 401, 403, 408, 409, 413, 415, 429, 431, 500, 503, 504]);
  expect(statuses('deleteProduct')).toContain(413); // a body that is sent is read, even where none is declared
  expect(statuses('updateProduct')).toEqual([200, 400, 401, 403, 404, 408, 409, 412, 413, 415, 429, 431, 500, 503, 504]);
  expect(statuses('downloadResource')).toEqual([200, 206, 304, 400, 401, 403, 404, 416, 429, 431, 500, 503, 504]);
});

test('request and response headers are listed', () => {
  expect(parameters('listProducts')).toEqual(expect.arrayContaining(['page', 'facets', 'If-None-Match']));
  expect(parameters('updateProduct')).toEqual(['id!', 'If-Match']);
  expect(parameters('createProduct')).toEqual(['Idempotency-Key']);
  expect(parameters('downloadResource')).toEqual(['id!', 'If-None-Match', 'Range']);
  expect(parameters('listCabinets')).toContain('X-Tenant-ID');
  expect(headers('getProduct', 200)).toContain('ETag');
  expect(headers('createProduct', 201)).toContain('Idempotency-Replayed');
  expect(headers('downloadResource', 206)).toEqual(expect.arrayContaining(['Content-Range', 'Content-Disposition']));
  expect(Object.keys(components.responses['Error429']?.headers ?? {})).toEqual(
    expect.arrayContaining(['Retry-After', 'RateLimit']),
  );
});

test('every error response has both shapes', () => {
  for (const { content } of Object.values(components.responses))
    expect(Object.keys(content ?? {})).toEqual(['application/json', 'application/problem+json']);
});

test('the contracts accept their own component examples', () => {
  for (const [name, schema] of Object.entries(COMPONENTS)) {
    expect([name, schema.safeParse(COMPONENT_EXAMPLES.get(name)).error?.message]).toEqual([name, undefined]);
  }
});

test('a response body that several calls share is one component', () => {
  expect(Object.keys(components.schemas)).toEqual(
    expect.arrayContaining(['Product', 'Track', 'Message', 'ErrorBody', 'CreateProductBody']),
  );
  expect(JSON.stringify(paths)).not.toContain('"uploader_username"');
});

test('every number of an address is an integer with the bounds that are checked', () => {
  const Parameter = z.object({
    name: z.string(),
    schema: z.looseObject({
      type: z.string().optional(),
      minimum: z.number().optional(),
      exclusiveMinimum: z.number().optional(),
    }),
  });
  const WholePaths = z.object({ paths: z.unknown() });
  const Operations = z.record(z.string(), z.record(z.string(), z.looseObject({ parameters: z.array(z.unknown()).default([]) })));
  const found = Object.entries(Operations.parse(WholePaths.parse(written).paths)).flatMap(([path, operations]) =>
    Object.values(operations).flatMap(({ parameters }) =>
      parameters.flatMap((each) => {
        const { success, data } = Parameter.safeParse(each);
        return success && /^(number|integer)$/.test(data.schema.type ?? '') ? [{ path, ...data }] : [];
      }),
    ),
  );
  expect(found.length).toBeGreaterThan(20);
  const isBounded = ({ schema: { type, minimum, exclusiveMinimum } }: (typeof found)[number]) =>
    type === 'integer' && (minimum ?? exclusiveMinimum) !== undefined;
  expect(found.filter((each) => !isBounded(each)).map(({ path, name }) => `${path} ${name}`)).toEqual([]);
  const limits = found.filter(({ name }) => name === 'limit');
  expect(limits.filter(({ schema }) => schema['maximum'] === undefined).map(({ path }) => path)).toEqual([]);
});
