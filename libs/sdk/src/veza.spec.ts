import { expect, test } from '@jest/globals';
import { inMemory, Veza, VezaError } from './index.js';

/** A gateway in one function: what it was asked stands in `asked`. */
function gateway(answer: (request: Request, asked: readonly Request[]) => Response | Promise<Response>) {
  const asked: Request[] = [];
  const transport: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    asked.push(request);
    return answer(request.clone(), asked);
  };
  const tokens = inMemory({ accessToken: 'old', refreshToken: 'r1' });
  const client = new Veza({ baseUrl: 'https://api.veza.test', tokens, fetch: transport, headers: { 'accept-language': 'fr' } });
  const paths = () => asked.map(({ method, url }) => `${method} ${new URL(url).pathname}${new URL(url).search}`);
  return { client, asked, paths, tokens };
}

const json = (body: unknown, status = 200, headers = {}) => Response.json(body, { status, headers });
const refusal = (status: number, code: string, headers = {}) =>
  json(
    { success: false, error: 'x', message: 'x', code, status, requestId: 'r', retryable: status >= 500, details: [] },
    status,
    headers,
  );
const bearer = (request: Request | undefined) => request?.headers.get('authorization');

test('a call is made of its path, its query and its body', async () => {
  const { client, asked, paths } = gateway(() => json({ id: 1 }));
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
  expect(await asked[2]?.json()).toEqual({ nom: 'Oud', prix: 1 });
  expect(Object.fromEntries(asked[2]?.headers ?? [])).toMatchObject({
    'content-type': 'application/json',
    'idempotency-key': 'k',
    'x-request-id': 'mine',
    'accept-language': 'fr',
    authorization: 'Bearer old',
  });
  expect(asked[3]?.headers.get('if-match')).toBe('"v1"');
});

test('a form has its text fields before its file', async () => {
  const { client, asked } = gateway(() => json({ id: 1 }, 201));
  const audio = new File(['sound'], 'a.wav', { type: 'audio/wav' });
  const { status } = await client.uploadTrack({ body: { audio, title: 'A', artist: 'B', tags: '["x"]' } });
  const form = await asked[0]?.formData();
  expect([status, [...(form?.keys() ?? [])], form?.get('audio')]).toEqual([
    201,
    ['title', 'artist', 'tags', 'audio'],
    expect.any(File),
  ]);
});

test('bytes are an open answer, whatever their type; nothing is nothing', async () => {
  const { client } = gateway(({ method }) => (method === 'DELETE' ? new Response(null, { status: 204 }) : json({ a: 'file' })));
  const { data } = await client.downloadResource({ path: { id: 1 } });
  expect(await data.text()).toBe('{"a":"file"}');
  expect((await client.deleteResource({ path: { id: 1 } })).data).toBeUndefined();
});

test('a refusal is an error with the words of the API', async () => {
  const { client } = gateway(() => refusal(429, 'RATE_LIMITED', { 'retry-after': '7' }));
  const error = await client.getMe().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(VezaError);
  expect(error).toMatchObject({ status: 429, code: 'RATE_LIMITED', retryAfter: 7, requestId: 'r', call: 'GET /api/v1/users/me' });
});

test('an answer of somebody between is told from one of the API', async () => {
  const { client } = gateway(
    () => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } }),
  );
  await expect(client.getMe()).rejects.toMatchObject({ status: 502, code: 'UNREADABLE', retryable: true });
});

/** Knows one access token, and gives the next for a refresh token. */
function expiring(refresh: () => Response | Promise<Response>) {
  return gateway((request) => {
    if (new URL(request.url).pathname === '/api/v1/refresh') return refresh();
    return bearer(request) === 'Bearer new' ? json({ id: 7 }) : refusal(401, 'UNAUTHENTICATED');
  });
}
const renewed = () => json({ user: {}, accessToken: 'new', refreshToken: 'r2' });

test('an expired token is renewed once for all calls that notice, and they are repeated', async () => {
  const { client, asked, paths, tokens } = expiring(renewed);
  const answers = await Promise.all(Array.from({ length: 20 }, () => client.getMe()));
  expect(answers.map(({ data }) => data.id)).toEqual(Array.from({ length: 20 }, () => 7));
  expect(paths().filter((path) => path === 'POST /api/v1/refresh')).toHaveLength(1);
  expect(bearer(asked.find(({ url }) => url.endsWith('/refresh')))).toBeNull();
  expect(tokens.read()).toEqual({ accessToken: 'new', refreshToken: 'r2' });
});

test('a call that notices late takes the session that is there already', async () => {
  let late: (answer: Response) => void = () => undefined;
  const slow = new Promise<Response>((resolve) => (late = resolve));
  const { client, paths } = gateway((request, asked) => {
    if (request.url.endsWith('/refresh')) return renewed();
    if (bearer(request) === 'Bearer new') return json({ id: 7 });
    return asked.length === 1 ? slow : refusal(401, 'UNAUTHENTICATED');
  });
  const first = client.getMe();
  await client.getMe();
  late(refusal(401, 'UNAUTHENTICATED'));
  expect((await first).data.id).toBe(7);
  expect(paths().filter((path) => path === 'POST /api/v1/refresh')).toHaveLength(1);
});

test('a refused renewal signs out, once', async () => {
  const { client, paths, tokens } = expiring(() => refusal(400, 'INVALID_GRANT'));
  await expect(client.getMe()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(tokens.read()).toBeUndefined();
  await expect(client.getMe()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(paths().filter((path) => path === 'POST /api/v1/refresh')).toHaveLength(1);
});

test('a renewal that nobody could answer leaves the session as it is', async () => {
  const { client, tokens } = expiring(() => refusal(503, 'UNAVAILABLE'));
  await expect(client.getMe()).rejects.toMatchObject({ code: 'UNAVAILABLE', status: 503 });
  expect(tokens.read()).toEqual({ accessToken: 'old', refreshToken: 'r1' });
});

test('a wrong password has nothing to do with the session', async () => {
  const { client, paths } = gateway(() => refusal(401, 'BAD_CREDENTIALS'));
  await expect(client.loginEnveloped({ body: { email: 'a@b.c', password: 'x' } })).rejects.toMatchObject({
    code: 'BAD_CREDENTIALS',
  });
  expect(paths()).toEqual(['POST /api/v1/auth/login']);
});

test('who signs in while a session is being renewed keeps the new session', async () => {
  const { client, tokens } = expiring(() => {
    void tokens.write({ accessToken: 'new', refreshToken: 'another' });
    return refusal(400, 'INVALID_GRANT');
  });
  expect((await client.getMe()).data.id).toBe(7);
  expect(tokens.read()).toEqual({ accessToken: 'new', refreshToken: 'another' });
});

test('a call ends when its time is up', async () => {
  const client = new Veza({
    baseUrl: 'https://api.veza.test',
    timeoutMs: 20,
    fetch: (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
  });
  await expect(client.getMe()).rejects.toMatchObject({ name: 'TimeoutError' });
});
