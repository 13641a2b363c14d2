import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { event } from './events.js';
import { http, IdParam } from './http/route.js';
import { listOf, PageQuery } from './paging.js';
import { contractsOf, rpcsOf } from './registry.js';
import { rpc } from './rpc.js';

const Nothing = z.strictObject({});

describe('naming', () => {
  test.each(['products.create', 'catalog.products', 'Catalog.products.create', 'catalog.products.create.now', 'catalog..create'])(
    'the RPC subject %s is rejected, because its first part must name the serving service',
    (subject) => {
      expect(() => rpc(subject, { permission: 'internal', summary: '', request: Nothing, reply: Nothing })).toThrow(subject);
    },
  );

  test('an event name has a source, a feature and a verb in the past tense', () => {
    expect(() => event('ready', { summary: '', payload: Nothing })).toThrow('ready');
    expect(event('media.tracks.ready', { summary: '', payload: Nothing }).name).toBe('media.tracks.ready');
  });
});

test('a tree of contracts is flattened in declaration order', () => {
  const create = rpc('catalog.products.create', {
    permission: 'catalog.products.create',
    summary: '',
    request: Nothing,
    reply: Nothing,
  });
  const deleted = event('catalog.products.deleted', { summary: '', payload: Nothing });
  const tree = { products: { create }, events: { products: { deleted } } };
  expect(contractsOf(tree)).toEqual([create, deleted]);
  expect(rpcsOf(tree)).toEqual([create]);
});

describe('HTTP routes', () => {
  test('by default only GET returns an ETag and only POST accepts an Idempotency-Key', () => {
    const make = (method: 'GET' | 'POST') =>
      http(method, '/x', {
        id: 'x',
        permission: 'identity.health.get',
        tag: 'Platform',
        summary: '',
        access: 'none',
        success: [],
      });
    expect([make('GET').etag, make('GET').idempotencyKey]).toEqual([true, false]);
    expect([make('POST').etag, make('POST').idempotencyKey]).toEqual([false, true]);
  });

  test.each(['0', '-1', '1.5', 'abc', '', '2147483648', '1e99'])('the path id %p is rejected', (id) => {
    expect(IdParam.safeParse({ id }).success).toBe(false);
  });
});

describe('pages', () => {
  test('default to the first twenty items', () => {
    expect(PageQuery.parse({})).toEqual({ page: 1, limit: 20 });
  });

  test.each([{ page: '0' }, { limit: '0' }, { limit: '101' }, { limit: 'x' }, { page: '1.5' }])(
    '%p is rejected, not clamped',
    (query) => {
      expect(PageQuery.safeParse(query).success).toBe(false);
    },
  );

  test('all spellings of a list in a query give the same value', () => {
    const Tags = listOf(z.string());
    expect(Tags.parse('a,b')).toEqual(['a', 'b']);
    expect(Tags.parse(['a', 'b'])).toEqual(['a', 'b']);
    expect(Tags.parse(undefined)).toEqual([]);
    expect(Tags.safeParse(Array(51).fill('a')).success).toBe(false);
  });
});
