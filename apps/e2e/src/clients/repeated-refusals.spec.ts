import { expect, test } from '@jest/globals';
import { RepeatedRefusals } from './repeated-refusals.js';

const refusal = (code: string, status: number) =>
  Response.json(
    { success: false, error: 'x', message: 'x', code, status, requestId: 'r', retryable: true, details: [] },
    { status },
  );
const ADDRESS = 'http://gateway.invalid/api/v1/products';

/** Answers with the responses in their order, the last one for ever. */
function over(...responses: Response[]) {
  const sent: string[] = [];
  const repeats = new RepeatedRefusals((_url, init) => {
    sent.push(init?.method ?? 'GET');
    return Promise.resolve((responses.length > 1 ? responses.shift() : responses[0]?.clone()) ?? Response.error());
  }, 0);
  const ask = async (init?: RequestInit) => (await repeats.fetch(ADDRESS, init)).status;
  return { ask, sent };
}
const unavailable = () => refusal('UNAVAILABLE', 503);

test('a refusal as UNAVAILABLE is sent again, and returned in the end', async () => {
  const soon = over(unavailable(), unavailable(), Response.json({}));
  expect([await soon.ask({ method: 'PUT' }), soon.sent]).toEqual([200, ['PUT', 'PUT', 'PUT']]);
  const never = over(unavailable());
  expect([await never.ask(), never.sent.length]).toEqual([503, 5]);
});

test('a POST is sent again with a key only, and other refusals never', async () => {
  const once = over(unavailable());
  expect([await once.ask({ method: 'POST' }), once.sent]).toEqual([503, ['POST']]);
  const keyed = over(unavailable(), Response.json({}));
  expect([await keyed.ask({ method: 'POST', headers: { 'idempotency-key': 'a' } }), keyed.sent.length]).toEqual([200, 2]);
  const busy = over(refusal('OVERLOADED', 503));
  expect([await busy.ask(), busy.sent.length]).toEqual([503, 1]);
});
