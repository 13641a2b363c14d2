import { type Guide, json, ts } from './guide.js';

export const errors: Guide = {
  slug: 'errors',
  title: 'Errors and idempotency',
  summary: 'One body for every error, a code that never changes, and POSTs that run once.',
  parts: [
    '## Errors',
    'Programs read `code`. `message` is for people, in English or, by `Accept-Language`, in French. `details` names fields. `requestId` is in the logs of the platform: send it with a question. `retryable` says whether the same request may succeed later.',
    json({
      success: false,
      error: 'The request is invalid',
      code: 'VALIDATION_FAILED',
      message: 'The request is invalid',
      status: 400,
      requestId: '0f8e6d5c-4b3a-4921-8877-665544332211',
      retryable: false,
      details: [{ field: 'price', message: 'Too small: expected number to be >=0' }],
    }),
    'With `Accept: application/problem+json` the same facts are a problem document (RFC 9457). The SDK throws a `VezaError`.',
    ts(
      'try {',
      "  await veza.createProduct({ body: { name: 'Oud', price: -1 } });",
      '} catch (error) {',
      '  console.log(error.code, error.details);',
      '}',
    ),
    '## Limits',
    '`RateLimit` and `RateLimit-Policy` come with every response. 429 and 503 carry `Retry-After`: wait that many seconds. The SDK waits by itself, twice by default.',
    '## Idempotency',
    'A POST whose response was lost may have run. With an `Idempotency-Key` it runs once: for 24 hours the same key and body get the first response again, with `Idempotency-Replayed: true`. Another body with the same key is 409 `IDEMPOTENCY_KEY_REUSED`. The SDK sends a random key with every such call.',
    ts(
      "const body = { name: 'Oud', price: 399.9 };",
      "const first = await veza.createProduct({ body, idempotencyKey: 'order-1' });",
      "const again = await veza.createProduct({ body, idempotencyKey: 'order-1' });",
      'console.log(first.data.id === again.data.id);',
    ),
    '## Changes of two people',
    'A GET returns an `ETag`. Sent as `If-Match` with a change, it rejects the change with 412 where another one was first; `current` of the error is what is there now.',
    ts(
      'const { data: product, headers } = await veza.getProduct({ path: { id: first.data.id } });',
      "await veza.updateProduct({ path: { id: product.id }, body: { stock: 3 }, ifMatch: headers.get('etag') });",
    ),
  ],
};
