import fc from 'fast-check';
import type { Breaking } from './breaking.js';
import type { Draft } from './draft.js';
import { forgedCursors, nastySteps, nastyTexts } from './nasty.js';
import { NASTY_HEADERS, NASTY_TYPES } from './nasty-headers.js';
import { RealThing } from './real-thing.js';

export const typeSpoilt: Breaking = (draft) =>
  draft.body.kind === 'none'
    ? undefined
    : fc.constantFrom(...NASTY_TYPES).map((type) => ({
        ...draft,
        headers: { ...draft.headers, 'content-type': type },
        flaw: `the content type ${type}`,
      }));

export const stepSpoilt: Breaking = (draft) => {
  const names = Object.keys(draft.params);
  if (names.length === 0) return undefined;
  return fc
    .tuple(fc.constantFrom(...names), nastySteps)
    .map(([name, step]) => ({ ...draft, params: { ...draft.params, [name]: step }, flaw: `a spoilt ${name} in the path` }));
};

export const querySpoilt: Breaking = (draft) => {
  const name =
    draft.query.length > 0
      ? fc.constantFrom(...draft.query.map(([each]) => each))
      : fc.constantFrom('page', 'limit', 'cursor', 'token', 'x');
  const value = fc.oneof(nastyTexts, nastySteps);
  return fc
    .tuple(name, value, fc.constantFrom('replaced', 'twice', 'as a list', 'inside', 'gone', 'unknown'))
    .map(([name, bad, way]) => ({
      ...draft,
      query: spoiltQuery(draft.query, name, bad, way),
      flaw: `${name} of the query ${way}`,
    }));
};

function spoiltQuery(query: Draft['query'], name: string, bad: unknown, way: string): Draft['query'] {
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

export const cursorForged: Breaking = (draft) =>
  draft.method === 'GET' && Object.keys(draft.params).length === 0
    ? forgedCursors.map((cursor) => ({
        ...draft,
        query: [...draft.query.filter(([name]) => name !== 'cursor'), ['cursor', cursor]],
        flaw: 'a forged cursor',
      }))
    : undefined;

export const headerSpoilt: Breaking = (draft) =>
  fc
    .constantFrom(...Object.entries(NASTY_HEADERS))
    .chain(([name, values]) => fc.constantFrom(...values).map((value) => [name, value] as const))
    .map(([name, value]) => ({ ...draft, headers: { ...draft.headers, [name]: value }, flaw: `the header ${name}` }));

export const tokenSpoilt: Breaking = (draft) =>
  fc
    .constantFrom(
      ...['Bearer', 'Bearer ', 'Bearer  x', 'Basic YTpi', 'bearer x.y.z', `Bearer ${'x'.repeat(9_000)}`, 'Bearer \xe9', ''],
      ...['expired', 'revoked', 'of another key', 'without a signature', 'cut', 'of a refresh'].map(
        (which) => new RealThing(`token ${which}`),
      ),
    )
    .map((authorization) => ({ ...draft, headers: { ...draft.headers, authorization }, flaw: 'another token' }));

export const methodSpoilt: Breaking = (draft) =>
  fc
    .constantFrom('HEAD', 'OPTIONS', 'PATCH', 'DELETE', 'PUT', 'TRACE', 'PROPFIND')
    .map((method) => ({ ...draft, method, flaw: `the method ${method}` }));
