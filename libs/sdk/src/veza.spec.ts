import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { inMemory, Veza, VezaError, type VezaOptions } from './index.js';

/** A client whose responses come from `respond`. Requests are collected in `requests`. */
function gateway(
  respond: (request: Request, requests: readonly Request[]) => Response | Promise<Response>,
  options: Partial<VezaOptions> = {},
) {
  const requests: Request[] = [];
  const transport: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    requests.push(request);
    return respond(request.clone(), requests);
  };
  const tokens = inMemory({ accessToken: 'old', refreshToken: 'r1' });
  const headers = { 'accept-language': 'fr' };
  const client = new Veza({ baseUrl: 'https://api.veza.test', tokens, fetch: transport, headers, retries: 0, ...options });
  const paths = () => requests.map(({ method, url }) => `${method} ${new URL(url).pathname}${new URL(url).search}`);
  return { client, requests, paths, tokens };
}

const json = (body: unknown, status = 200, headers = {}) => Response.json(body, { status, headers });
const failure = (status: number, code: string, headers = {}) =>
  json(
    { success: false, error: 'x', message: 'x', code, status, requestId: 'r', retryable: status >= 500, details: [] },
    status,
    headers,
  );
const bearer = (request: Request | undefined) => request?.headers.get('authorization');

test('a request is composed of path, query and body', async () => {
  const { client, requests, paths } = gateway(() => json({ id: 1 }));
  await client.getRoom({ path: { id: 'a/b c' } });
  await client.listTracks({ query: { tags: ['slow', 'piano'], limit: 5, search: undefined } });
  await client.createProduct({ body: { nom: 'Oud', prix: 1 }, idempotencyKey: 'k', headers: { 'x-request-id': 'mine' } });
  await client.updateProduct({ path: { id: 3 }, body: { prix: 2 }, ifMatch: '"v1"' });
  expect(paths()).toEqual([
    'GET /api/v1/chat/rooms/a%2Fb%20c',
    'GET /api/v1/tracks?tags=slow&tags=piano&limit=5',
    'POST /api/v1/products',
    'PUT /api/v1/products/3',
  ]);
  expect(await requests[2]?.json()).toEqual({ nom: 'Oud', prix: 1 });
  expect(Object.fromEntries(requests[2]?.headers ?? [])).toMatchObject({
    'content-type': 'application/json',
    'idempotency-key': 'k',
    'x-request-id': 'mine',
    'accept-language': 'fr',
    authorization: 'Bearer old',
  });
  expect(requests[3]?.headers.get('if-match')).toBe('"v1"');
});

test('a form has its text fields before its file', async () => {
  const { client, requests } = gateway(() => json({ id: 1 }, 201));
  const audio = new File(['sound'], 'a.wav', { type: 'audio/wav' });
  const { status } = await client.uploadTrack({ body: { audio, title: 'A', artist: 'B', tags: '["x"]' } });
  const form = await requests[0]?.formData();
  expect([status, [...(form?.keys() ?? [])], form?.get('audio')]).toEqual([
    201,
    ['title', 'artist', 'tags', 'audio'],
    expect.any(File),
  ]);
});

test('a download returns the raw response, and an empty response no data', async () => {
  const { client } = gateway(({ method }) => (method === 'DELETE' ? new Response(null, { status: 204 }) : json({ a: 'file' })));
  const { data } = await client.downloadResource({ path: { id: 1 } });
  expect(await data.text()).toBe('{"a":"file"}');
  expect((await client.deleteResource({ path: { id: 1 } })).data).toBeUndefined();
});

test('an error response is thrown with code, details and retry time of the API', async () => {
  const { client } = gateway(() => failure(429, 'RATE_LIMITED', { 'retry-after': '7' }));
  const error = await client.getMe().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(VezaError);
  expect(error).toMatchObject({ status: 429, code: 'RATE_LIMITED', retryAfter: 7, requestId: 'r', call: 'GET /api/v1/users/me' });
});

test('an error response of a proxy is UNREADABLE', async () => {
  const { client } = gateway(
    () => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } }),
  );
  await expect(client.getMe()).rejects.toMatchObject({ status: 502, code: 'UNREADABLE', retryable: true });
});

/** A server that accepts one access token and issues the next one for a refresh token. */
function expiring(refresh: () => Response | Promise<Response>) {
  return gateway((request) => {
    if (new URL(request.url).pathname === '/api/v1/refresh') return refresh();
    return bearer(request) === 'Bearer new' ? json({ id: 7 }) : failure(401, 'UNAUTHENTICATED');
  });
}
const renewed = () => json({ user: {}, accessToken: 'new', refreshToken: 'r2' });

test('an expired token is renewed once for concurrent calls, which are repeated', async () => {
  const { client, requests, paths, tokens } = expiring(renewed);
  const answers = await Promise.all(Array.from({ length: 20 }, () => client.getMe()));
  expect(answers.map(({ data }) => data.id)).toEqual(Array.from({ length: 20 }, () => 7));
  expect(paths().filter((path) => path === 'POST /api/v1/refresh')).toHaveLength(1);
  expect(bearer(requests.find(({ url }) => url.endsWith('/refresh')))).toBeNull();
  expect(tokens.read()).toEqual({ accessToken: 'new', refreshToken: 'r2' });
});

test('a call that fails after another call renewed the session uses the new session', async () => {
  let late: (answer: Response) => void = () => undefined;
  const slow = new Promise<Response>((resolve) => (late = resolve));
  const { client, paths } = gateway((request, requests) => {
    if (request.url.endsWith('/refresh')) return renewed();
    if (bearer(request) === 'Bearer new') return json({ id: 7 });
    return requests.length === 1 ? slow : failure(401, 'UNAUTHENTICATED');
  });
  const first = client.getMe();
  await client.getMe();
  late(failure(401, 'UNAUTHENTICATED'));
  expect((await first).data.id).toBe(7);
  expect(paths().filter((path) => path === 'POST /api/v1/refresh')).toHaveLength(1);
});

test('a rejected renewal clears the session once', async () => {
  const { client, paths, tokens } = expiring(() => failure(400, 'INVALID_GRANT'));
  await expect(client.getMe()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(tokens.read()).toBeUndefined();
  await expect(client.getMe()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(paths().filter((path) => path === 'POST /api/v1/refresh')).toHaveLength(1);
});

test('a renewal that fails on the server leaves the session unchanged', async () => {
  const { client, tokens } = expiring(() => failure(503, 'UNAVAILABLE'));
  await expect(client.getMe()).rejects.toMatchObject({ code: 'UNAVAILABLE', status: 503 });
  expect(tokens.read()).toEqual({ accessToken: 'old', refreshToken: 'r1' });
});

test('a wrong password does not renew the session', async () => {
  const { client, paths } = gateway(() => failure(401, 'BAD_CREDENTIALS'));
  await expect(client.loginEnveloped({ body: { email: 'a@b.c', password: 'x' } })).rejects.toMatchObject({
    code: 'BAD_CREDENTIALS',
  });
  expect(paths()).toEqual(['POST /api/v1/auth/login']);
});

test('a sign-in during a renewal keeps the new session', async () => {
  const { client, tokens } = expiring(() => {
    void tokens.write({ accessToken: 'new', refreshToken: 'another' });
    return failure(400, 'INVALID_GRANT');
  });
  expect((await client.getMe()).data.id).toBe(7);
  expect(tokens.read()).toEqual({ accessToken: 'new', refreshToken: 'another' });
});

test('a call ends after its time limit', async () => {
  const client = new Veza({
    baseUrl: 'https://api.veza.test',
    timeoutMs: 20,
    fetch: (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
  });
  await expect(client.getMe()).rejects.toMatchObject({ name: 'TimeoutError' });
});

/** Responds with these in turn, the last one for ever. An error is a lost connection. */
const inTurn = (...answers: (() => Response)[]) => {
  let turn = 0;
  return () => (answers[Math.min(turn++, answers.length - 1)] ?? renewed)();
};
const lost = () => {
  throw new TypeError('fetch failed');
};

test('a GET is repeated after a lost connection and while the server is busy, three times at most', async () => {
  const busy = () => failure(503, 'OVERLOADED', { 'retry-after': '0' });
  const { client, requests } = gateway(
    inTurn(lost, busy, () => json({ id: 7 })),
    { retries: undefined },
  );
  expect((await client.getMe()).data.id).toBe(7);
  expect(requests).toHaveLength(3);
  for (const late of [() => failure(504, 'DEADLINE'), () => failure(408, 'REQUEST_TIMEOUT')]) {
    const { client: other } = gateway(
      inTurn(late, () => json({ id: 7 })),
      { retries: undefined },
    );
    expect((await other.getMe()).data.id).toBe(7);
  }
  const down = gateway(busy, { retries: undefined });
  await expect(down.client.getMe()).rejects.toMatchObject({ code: 'OVERLOADED' });
  expect(down.requests).toHaveLength(3);
});

test('a connection that broke under the fetch of another realm is known as one', async () => {
  const { client, requests } = gateway(
    inTurn(
      () => runInNewContext(`throw new TypeError('fetch failed')`),
      () => json({ id: 7 }),
    ),
    { retries: undefined },
  );
  expect((await client.getMe()).data.id).toBe(7);
  expect(requests).toHaveLength(2);
});

test('a POST that accepts an idempotency key is repeated with one key of its own, and any other POST is not', async () => {
  const running = () => failure(409, 'IDEMPOTENCY_IN_FLIGHT');
  const { client, requests } = gateway(
    inTurn(lost, running, () => json({ id: 1 })),
    { retries: undefined },
  );
  await client.createProduct({ body: { nom: 'Oud', prix: 1 } });
  await client.createProduct({ body: { nom: 'Ney', prix: 1 } });
  const keys = requests.map(({ headers }) => headers.get('idempotency-key'));
  expect(keys).toEqual([keys[0], keys[0], keys[0], expect.not.stringMatching(keys[0] ?? '')]);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  const other = gateway(lost, { retries: undefined });
  await expect(other.client.createTicket()).rejects.toThrow('fetch failed');
  await expect(other.client.uploadTrack({ body: { audio: new File([], 'a.wav'), title: 'A' } })).rejects.toThrow('fetch failed');
  await expect(other.client.downloadResource({ path: { id: 1 } })).rejects.toThrow('fetch failed');
  expect(other.requests).toHaveLength(3);
});

test('a wait that is longer than the time limit of the call is not begun, and an abort ends one', async () => {
  const limited = () => failure(429, 'RATE_LIMITED', { 'retry-after': '3600' });
  const { client, requests } = gateway(limited, { retries: undefined });
  await expect(client.getMe()).rejects.toMatchObject({ retryAfter: 3_600 });
  expect(requests).toHaveLength(1);
  const soon = gateway(() => failure(429, 'RATE_LIMITED', { 'retry-after': '20' }), { retries: undefined });
  await expect(soon.client.getMe({ signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a cookie session sends its header where a session begins or ends, and keeps no refresh token', async () => {
  const { client, requests } = gateway(() => json({ user: {}, accessToken: 'a1' }), { session: 'cookie', tokens: inMemory() });
  await client.signIn({ email: 'a@b.c', password: 'x' });
  expect(await client.tokens.read()).toEqual({ accessToken: 'a1' });
  await client.loginSecondFactor({ body: { ticket: 't', code: '123456' } });
  await client.novaLoginOtp({ body: { email: 'a@b.c', otp: '123456' } });
  await client.getMe();
  await client.signOut();
  const sent = requests.map(({ url, headers }) => [new URL(url).pathname, headers.get('x-veza-session')]);
  expect(sent).toEqual([
    ['/api/v1/login', 'cookie'],
    ['/api/v1/login/second-factor', 'cookie'],
    ['/api/auth/login-otp', 'cookie'],
    ['/api/v1/users/me', null],
    ['/api/v1/logout', 'cookie'],
  ]);
  expect(requests[0]?.credentials).toBe('same-origin');
  expect(await client.tokens.read()).toBeUndefined();
});

test('a cookie session is resumed and renewed with the cookie, and one that is over is not', async () => {
  const tokens = inMemory();
  const respond = (request: Request) => {
    if (request.url.endsWith('/refresh')) return json({ user: {}, accessToken: 'new' });
    return bearer(request) === 'Bearer new' ? json({ id: 7 }) : failure(401, 'UNAUTHENTICATED');
  };
  const { client, requests } = gateway(respond, { session: 'cookie', tokens });
  expect(await client.resume()).toBe(true);
  expect([await requests[0]?.json(), requests[0]?.headers.get('x-veza-session')]).toEqual([{}, 'cookie']);
  await tokens.write({ accessToken: 'old' });
  expect((await client.getMe()).data.id).toBe(7);
  const over = gateway(() => failure(400, 'INVALID_GRANT'), { session: 'cookie', tokens: inMemory({ accessToken: 'old' }) });
  expect([await over.client.resume(), await over.client.tokens.read()]).toEqual([false, undefined]);
});
