import { expect, test } from '@jest/globals';
import {
  appointmentRoutes,
  authRoutes,
  chatRoutes,
  DeclaredError,
  envelopedAuthRoutes,
  http,
  HTTP_ROUTES,
  type HttpRoute,
  listOf,
  productRoutes,
  resourceRoutes,
  trackRoutes,
  userRoutes,
} from '@veza/contracts';
import { z } from 'zod';
import { validatorOf } from './validation.js';

const route = http('POST', '/things/:id', {
  id: 'thing',
  permission: 'identity.health.get',
  tag: 'Platform',
  summary: 'A thing',
  access: 'none',
  params: z.object({ id: z.coerce.number().int() }),
  query: z.strictObject({ tags: listOf(z.string()), page: z.coerce.number().default(1) }),
  body: z.strictObject({ name: z.string(), size: z.object({ width: z.number() }) }),
  success: [{ status: 200, description: 'It' }],
});
const validate = validatorOf(route);
const inEnglish = { language: 'en', bodyValues: 4 } as const;
const body = { name: 'lamp', size: { width: 1 } };

test('params, query and body are validated and get their defaults', () => {
  expect(validate({ params: { id: '7' }, query: {}, body }, inEnglish)).toEqual({
    params: { id: 7 },
    query: { tags: [], page: 1 },
    body,
  });
});

test.each([
  [{ tags: ['a', 'b'] }, ['a', 'b']],
  [{ 'tags[]': ['a', 'b'] }, ['a', 'b']],
  [{ 'tags[]': 'a' }, ['a']],
  [{ tags: 'a,b' }, ['a', 'b']],
  [{ tags: 'a', 'tags[]': 'b' }, ['a', 'b']],
])('a list is written %j', (query, tags) => {
  expect(validate({ params: { id: '1' }, query, body }, inEnglish).query).toMatchObject({ tags });
});

function faults(parts: { query?: unknown; body?: unknown }, circumstances = {}) {
  try {
    validate({ params: { id: '1' }, query: {}, body, ...parts }, { ...inEnglish, ...circumstances });
    return [];
  } catch (error) {
    if (error instanceof DeclaredError) return error.details ?? [];
    throw error;
  }
}

test('faults name their fields, unknown and nested ones included', () => {
  expect(faults({ body: { name: 'x', size: { width: 'wide' }, colour: 'red' } }).map(({ field }) => field)).toEqual([
    'size.width',
    'colour',
  ]);
  expect(faults({ query: { pgae: '2' } }).map(({ field }) => field)).toEqual(['pgae']);
  expect(faults({ body: undefined }).map(({ field }) => field)).toEqual(['name', 'size']);
});

const account = { email: 'ada@example.test', username: 'ada', password: 'a-long-enough-one' };
const parse = (route: HttpRoute, raw: { params?: object; query?: object; body?: unknown }) =>
  validatorOf(route)({ params: { id: '1' }, query: {}, body: {}, ...raw }, inEnglish);

function faultsOf(work: () => unknown): string[] {
  try {
    work();
    return [];
  } catch (error) {
    return error instanceof DeclaredError ? (error.details ?? []).map(({ field }) => field) : [];
  }
}

test('bodies of v1 may have more fields, as front ends send them, and none of these takes effect', () => {
  const privileged = { id: 9, role: 'admin', verified: true, owner_id: 9, permissions: ['all'], balance: 1, tenant_id: 't' };
  const given = { ...privileged, confirmPassword: account.password, image: 'oud.png', page: 1 };
  const calls: [HttpRoute, object][] = [
    [authRoutes.signup, account],
    [envelopedAuthRoutes.register, { ...account, first_name: 'Ada' }],
    [authRoutes.login, { email: account.email, password: account.password }],
    [authRoutes.forgotPassword, { email: account.email }],
    [authRoutes.resetPassword, { token: 'a-token', password: account.password }],
    [userRoutes.update, { bio: 'x' }],
    [productRoutes.create, { nom: 'Oud', prix: 1, stock: 2 }],
    [productRoutes.update, { stock: 2 }],
    [resourceRoutes.rate, { rating: 5 }],
    [trackRoutes.update, { title: 'Tone' }],
    [chatRoutes.createRoom, { name: 'strings' }],
  ];
  for (const [call, body] of calls) {
    const plain = parse(call, { body }).body;
    expect({ call: call.id, body: parse(call, { body: { ...given, ...body } }).body }).toEqual({ call: call.id, body: plain });
  }
});

test('a field that is checked stays checked beside unknown ones', () => {
  expect(() => parse(productRoutes.create, { body: { nom: 'Oud', image: 'x' } })).toThrow(DeclaredError);
  expect(() => parse(authRoutes.signup, { body: { ...account, password: 'short', confirmPassword: 'short' } })).toThrow(
    DeclaredError,
  );
});

test('an empty query value of v1 is absent, also for numbers and choices', () => {
  const empty = { search: '', artist: '', genre: '', tags: '', page: '1' };
  expect(parse(trackRoutes.list, { query: empty })).toEqual(parse(trackRoutes.list, {}));
  const filters = { search: '', category: '', price_min: '', price_max: '', sort: '', cursor: '', limit: '' };
  expect(parse(productRoutes.list, { query: filters })).toEqual(parse(productRoutes.list, {}));
  expect(parse(resourceRoutes.list, { query: { search: '', category: '', tags: '' } })).toEqual(parse(resourceRoutes.list, {}));
  expect(() => parse(productRoutes.list, { query: { colour: 'red' } })).toThrow(DeclaredError);
  expect(() => parse(productRoutes.list, { query: { price_min: 'x' } })).toThrow(DeclaredError);
});

test('an unknown name in a query is refused in both editions, also where a call takes none', () => {
  for (const call of HTTP_ROUTES.filter(({ edition, openQuery }) => edition !== 'root' && !openQuery))
    expect({ call: call.id, faults: faultsOf(() => parse(call, { query: { colour: 'red' } })) }).toEqual({
      call: call.id,
      faults: ['colour'],
    });
});

test('the filters of seed 003 are names of the query', () => {
  const list = (filters: string) => parse(appointmentRoutes.list, { query: { limit: '5', filters } }).query;
  expect(list('{"status":["cancelled"]}')).toEqual(
    parse(appointmentRoutes.list, { query: { limit: '5', status: 'cancelled' } }).query,
  );
  expect(list('[object Object]')).toEqual(parse(appointmentRoutes.list, { query: { limit: '5' } }).query);
  expect(faultsOf(() => list('{"colour":1}'))).toEqual(['colour']);
  for (const filters of ['status', '[1]', '"a"', '{']) expect(faultsOf(() => list(filters))).toEqual(['filters']);
});

test('a list of v1 without numbered pages accepts the first page only', () => {
  const history = (query: object) => parse(chatRoutes.roomMessages, { params: { id: 'general' }, query });
  expect(history({ page: '1', limit: '50' })).toEqual(history({ limit: '50' }));
  expect(() => history({ page: '2' })).toThrow(DeclaredError);
  expect(() => history({ page: ['1', '2'] })).toThrow(DeclaredError);
});

test('the nova edition and calls of sanctions reject unknown fields', () => {
  const strict = HTTP_ROUTES.filter(({ id }) => ['novaLogin', 'banMember', 'banAccount', 'resolveReport'].includes(id));
  expect(strict).toHaveLength(4);
  for (const call of strict) {
    const body = { email: account.email, password: account.password, user_id: 1, status: 'dismissed', colour: 'red' };
    expect(faultsOf(() => parse(call, { body }))).toContain('colour');
  }
});

test('faults are French by Accept-Language', () => {
  const [english, french] = [faults({ body: { ...body, name: 1 } }), faults({ body: { ...body, name: 1 } }, { language: 'fr' })];
  expect(french[0]?.field).toBe('name');
  expect(french[0]?.message).not.toBe(english[0]?.message);
});

test('a body of many values is validated up to its first fault', () => {
  const wrong = { body: { name: 1, size: { width: 'wide' } } };
  expect(faults(wrong, { bodyValues: 500 }).map(({ field }) => field)).toEqual(['name', 'size.width']);
  expect(faults(wrong, { bodyValues: 501 }).map(({ field }) => field)).toEqual(['name']);
});
