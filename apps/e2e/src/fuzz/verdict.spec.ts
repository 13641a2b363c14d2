import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Draft } from './draft.js';
import { OpenApi } from '../clients/openapi.js';
import { valuesOf } from './schema-values.js';
import { Verdict } from './verdict.js';

const thing = {
  type: 'object',
  properties: {
    id: { type: 'integer', minimum: 1, maximum: 9 },
    name: { type: 'string', minLength: 2, maxLength: 5 },
    kind: { enum: ['a', 'b'] },
    tags: { type: 'array', items: { type: 'string', pattern: '^[a-z]{1,3}$' }, maxItems: 2 },
    at: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date-time' }] },
  },
  required: ['id', 'name'],
  additionalProperties: false,
};
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const api = new OpenApi({
  paths: {
    '/fixtures/{id}': {
      put: {
        operationId: 'putThing',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        requestBody: json({ $ref: '#/components/schemas/Thing' }),
        responses: {
          200: json({ $ref: '#/components/schemas/Thing' }),
          204: {},
          400: { $ref: '#/components/responses/Refused' },
        },
      },
    },
    '/fixtures/all': { get: { operationId: 'getThings', responses: { 200: json({ type: 'array' }) } } },
  },
  components: { schemas: { Thing: thing }, responses: { Refused: json({ type: 'object' }) } },
});
const [operation] = api.operations;
const draft: Draft = {
  actor: 'owner',
  method: 'PUT',
  params: { id: 1 },
  query: [],
  headers: {},
  body: { kind: 'json', value: { name: 'x' } },
};

const answer = (body: unknown, headers: Record<string, string> = {}) => ({
  headers: { 'x-request-id': 'r', 'content-type': 'application/json', ...headers },
  bytes: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
});
const faultsOf = (status: number, body: unknown, headers?: Record<string, string>) =>
  operation && new Verdict(api).faults(operation, draft, { path: '/fixtures/1', status, ...answer(body, headers) });
const refusal = (facts: object) => ({
  ...{ success: false, error: 'No', message: 'No', code: 'VALIDATION_FAILED', status: 400, requestId: 'r', retryable: false },
  ...facts,
});

test('a declared response has no faults', () => {
  expect(faultsOf(200, { id: 1, name: 'drum' })).toEqual([]);
  expect(faultsOf(204, undefined)).toEqual([]);
  expect(faultsOf(400, refusal({ details: [{ field: 'name', message: 'too short' }] }))).toEqual([]);
});

test.each([
  ['a status that is not declared', 201, { id: 1, name: 'drum' }, {}, /201 is not declared/],
  ['a failure', 500, refusal({ code: 'INTERNAL', status: 500 }), {}, /answers 500/],
  ['a body that fails its schema', 200, { id: 0, name: 'drum' }, {}, /fails its schema: .*id/],
  ['a field that is not declared', 200, { id: 1, name: 'drum', secret: 1 }, {}, /fails its schema/],
  ['another type', 200, 'hello', { 'content-type': 'text/html' }, /comes as text\/html/],
  ['a body where none is declared', 204, { id: 1 }, {}, /204 has a body/],
  ['no request id', 200, { id: 1, name: 'drum' }, { 'x-request-id': '' }, /without x-request-id/],
  ['another error body', 400, { message: 'no' }, {}, /no error body/],
  ['another request id in the body', 400, refusal({ requestId: 'q' }), {}, /disagrees/],
  ['a fault without a field', 400, refusal({}), {}, /names no field/],
  ['a fault of a field that was not sent', 400, refusal({ details: [{ field: 'room', message: '' }] }), {}, /names no field/],
  ['internal details of a service', 400, refusal({ message: 'violates unique constraint', code: 'CONFLICT' }), {}, /reveals/],
])('%s is a fault', (_, status, body, headers, fault) => {
  expect(faultsOf(status, body, headers)?.join('; ')).toMatch(fault);
});

test('a request with another method is checked against the operation that it reaches', () => {
  const post: Draft = { ...draft, method: 'POST', params: {}, body: { kind: 'none' } };
  const named = refusal({ details: [{ field: 'id', message: 'must be a number' }] });
  const [, all] = api.operations;
  const faults = (method: string, status: number, body: object) =>
    all && new Verdict(api).faults(all, { ...post, method }, { path: '/fixtures/all', status, ...answer(body) });
  expect(faults('PUT', 400, named)).toEqual([]); // `all` is not a valid id
  expect(faults('GET', 400, named)).toEqual(['400 names no field of the request', '400 is not declared']);
  expect(faults('PUT', 404, refusal({ code: 'NOT_FOUND', status: 404 }))).toEqual(['404 is not declared']);
  expect(faults('TRACE', 405, refusal({ code: 'METHOD_NOT_ALLOWED', status: 405 }))).toEqual([]);
});

test('values generated from a schema are valid', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(thing);
  fc.assert(
    fc.property(
      valuesOf(api, { $ref: '#/components/schemas/Thing' }, (_, plain) => plain),
      (value) => validate(value),
    ),
  );
});
