import fc from 'fast-check';
import type { Mutation } from './mutation.js';
import type { Draft } from './draft.js';
import { forgedCursors, hostilePathSegments, hostileTexts } from './hostile-values.js';
import { HOSTILE_HEADERS, HOSTILE_TYPES } from './hostile-headers.js';
import { FixtureReference } from './fixture-reference.js';

export const invalidateContentType: Mutation = (draft) =>
  draft.body.kind === 'none'
    ? undefined
    : fc.constantFrom(...HOSTILE_TYPES).map((type) => ({
        ...draft,
        headers: { ...draft.headers, 'content-type': type },
        flaw: `the content type ${type}`,
      }));

export const invalidatePathParameter: Mutation = (draft) => {
  const names = Object.keys(draft.params);
  if (names.length === 0) return undefined;
  return fc
    .tuple(fc.constantFrom(...names), hostilePathSegments)
    .map(([name, step]) => ({ ...draft, params: { ...draft.params, [name]: step }, flaw: `a invalid ${name} in the path` }));
};

export const invalidateQuery: Mutation = (draft) => {
  const name =
    draft.query.length > 0
      ? fc.constantFrom(...draft.query.map(([each]) => each))
      : fc.constantFrom('page', 'limit', 'cursor', 'token', 'x');
  const value = fc.oneof(hostileTexts, hostilePathSegments);
  return fc
    .tuple(name, value, fc.constantFrom('replaced', 'twice', 'as a list', 'inside', 'gone', 'unknown'))
    .map(([name, bad, way]) => ({
      ...draft,
      query: mutatedQuery(draft.query, name, bad, way),
      flaw: `${name} of the query ${way}`,
    }));
};

function mutatedQuery(query: Draft['query'], name: string, bad: unknown, way: string): Draft['query'] {
  const others = query.filter(([each]) => each !== name);
  switch (way) {
    case 'replaced':
      return [...others, [name, bad]];
    case 'twice':
      return [...query, [name, bad], [name, bad]];
    case 'as a list':
      return [...others, [`${name}[]`, bad]];
    case 'inside':
      return [...others, [`${name}[a]`, bad]];
    case 'gone':
      return others;
    default:
      return [...query, ['__proto__', bad], ['colour', bad]];
  }
}

export const forgeCursor: Mutation = (draft) =>
  draft.method === 'GET' && Object.keys(draft.params).length === 0
    ? forgedCursors.map((cursor) => ({
        ...draft,
        query: [...draft.query.filter(([name]) => name !== 'cursor'), ['cursor', cursor]],
        flaw: 'a forged cursor',
      }))
    : undefined;

export const invalidateHeader: Mutation = (draft) =>
  fc
    .constantFrom(...Object.entries(HOSTILE_HEADERS))
    .chain(([name, values]) => fc.constantFrom(...values).map((value) => [name, value] as const))
    .map(([name, value]) => ({ ...draft, headers: { ...draft.headers, [name]: value }, flaw: `the header ${name}` }));

export const invalidateToken: Mutation = (draft) =>
  fc
    .constantFrom(
      ...['Bearer', 'Bearer ', 'Bearer  x', 'Basic YTpi', 'bearer x.y.z', `Bearer ${'x'.repeat(9_000)}`, 'Bearer \xe9', ''],
      ...['expired', 'revoked', 'of another key', 'without a signature', 'cut', 'of a refresh'].map(
        (which) => new FixtureReference(`token ${which}`),
      ),
    )
    .map((authorization) => ({ ...draft, headers: { ...draft.headers, authorization }, flaw: 'another token' }));

export const changeMethod: Mutation = (draft) =>
  fc
    .constantFrom('HEAD', 'OPTIONS', 'PATCH', 'DELETE', 'PUT', 'TRACE', 'PROPFIND')
    .map((method) => ({ ...draft, method, flaw: `the method ${method}` }));
