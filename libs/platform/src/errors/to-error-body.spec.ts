import { expect, test } from '@jest/globals';
import { DeclaredError, ErrorBody, invalid } from '@veza/contracts';
import { z } from 'zod';
import { languageOf } from './language.js';
import { toErrorBody, toProblem } from './to-error-body.js';

const requestId = 'r-1';

test('a declared error keeps its code, message, details and current version', () => {
  const { status, body, headers } = toErrorBody(invalid('price', 'Too dear'), { requestId });
  expect(status).toBe(400);
  expect(ErrorBody.parse(body)).toEqual({
    success: false,
    error: 'Too dear',
    code: 'VALIDATION_FAILED',
    message: 'Too dear',
    status: 400,
    requestId,
    retryable: false,
    details: [{ field: 'price', message: 'Too dear' }],
  });
  expect(headers).toEqual({});
  const stale = toErrorBody(new DeclaredError('PRECONDITION_FAILED', { current: { id: 1 } }), { requestId });
  expect(stale.body.current).toEqual({ id: 1 });
});

test.each(['ENOSPC', 'EDQUOT'])('a full volume (%s) is 503 with Retry-After', (code) => {
  const full = Object.assign(new Error('no space left on device, write'), { code });
  const { status, body, headers } = toErrorBody(full, { requestId });
  expect([status, body.code, body.retryable, headers]).toEqual([503, 'UNAVAILABLE', true, { 'retry-after': '1' }]);
});

test('the French body uses the sentence of the code', () => {
  const { body } = toErrorBody(new DeclaredError('NOT_FOUND', { message: 'No such product' }), { requestId, language: 'fr' });
  const missing = "La ressource n'existe pas ou ne vous est pas visible";
  expect(body).toMatchObject({ code: 'NOT_FOUND', message: missing, error: missing });
});

test('the French body has the French of a sentence and of its fields, with their numbers', () => {
  const french = (error: DeclaredError) => toErrorBody(error, { requestId, language: 'fr' }).body;
  const full = new DeclaredError('CONFLICT', { message: 'The product already has the maximum of 12 pictures' });
  expect(french(full).message).toBe('Le produit a déjà le maximum de 12 images');
  const late = invalid('dateTo', 'must be at most 2027-03-29: a list has at most 500 slots');
  expect(french(late).details).toEqual([
    { field: 'dateTo', message: 'doit être au plus tard le 2027-03-29 : une liste a au plus 500 créneaux' },
  ]);
  expect(french(invalid('x', 'No such words')).details).toEqual([{ field: 'x', message: 'No such words' }]);
});

test('an undeclared error is sent as INTERNAL, and its cause is logged under the request id', () => {
  for (const language of ['en', 'fr'] as const) {
    const { status, body } = toErrorBody(new Error('relation "users" does not exist at /srv/app.js'), { requestId, language });
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toMatch(/users|srv|stack/);
    expect(body.requestId).toBe(requestId);
  }
  const { body } = toErrorBody(new DeclaredError('INTERNAL', { message: 'SELECT secret' }), { requestId });
  expect(body.message).toBe('Internal server error');
});

test('a validation error names its fields', () => {
  const { error } = z.strictObject({ tags: z.array(z.string()) }).safeParse({ tags: [1], extra: true });
  const { body } = toErrorBody(error, { requestId });
  expect(body.details?.map(({ field }) => field)).toEqual(['tags.0', 'extra']);
});

test.each([
  [{ code: 'FST_ERR_CTP_BODY_TOO_LARGE', statusCode: 413 }, 413, 'PAYLOAD_TOO_LARGE'],
  [{ code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE', statusCode: 415 }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  [{ statusCode: 400 }, 400, 'MALFORMED_BODY'],
  [{ status: 404 }, 404, 'NOT_FOUND'],
  [{ statusCode: 418 }, 500, 'INTERNAL'],
])('an error of the framework becomes an error of the catalogue: %j', (facts, status, code) => {
  const answer = toErrorBody(Object.assign(new Error('the words of fastify'), facts), { requestId });
  expect(answer).toMatchObject({ status, body: { code } });
  expect(answer.body.message).not.toContain('fastify');
});

test('a retryable error has Retry-After', () => {
  expect(toErrorBody(new DeclaredError('RATE_LIMITED', { retryAfter: 12.2 }), { requestId }).headers).toEqual({
    'retry-after': '13',
  });
  expect(toErrorBody(new DeclaredError('UNAVAILABLE'), { requestId }).headers).toEqual({ 'retry-after': '1' });
});

test('the problem body follows RFC 9457', () => {
  const { body } = toErrorBody(invalid('name', 'Too short'), { requestId });
  expect(toProblem(body)).toMatchObject({
    type: 'urn:veza:error:VALIDATION_FAILED',
    title: 'Too short',
    status: 400,
    details: [{ field: 'name', message: 'Too short' }],
  });
});

test.each([
  [undefined, 'en'],
  ['fr-CA,fr;q=0.9,en;q=0.8', 'fr'],
  ['en-GB, fr;q=0.5', 'en'],
  ['de, fr;q=0.1', 'fr'],
  ['fr;q=0', 'en'],
  ['*', 'en'],
  ['fr;q=oops', 'en'],
])('%s is answered in %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});
