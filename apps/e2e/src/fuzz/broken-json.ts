import fc from 'fast-check';
import type { Breaking } from './breaking.js';
import type { Body, Draft } from './draft.js';
import { NASTY_BYTES, NASTY_JSON, NASTY_NAMES, nastyValues } from './nasty.js';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Own properties, also one that is called `__proto__`. */
const withProperty = (object: object, name: string, value: unknown): object =>
  Object.defineProperty({ ...object }, name, { value, enumerable: true, configurable: true, writable: true });

const json = (draft: Draft, value: unknown, flaw: string): Draft => ({ ...draft, body: { kind: 'json', value }, flaw });
const raw = (draft: Draft, body: Body, flaw: string): Draft => ({
  ...draft,
  headers: { 'content-type': 'application/json', ...draft.headers },
  body,
  flaw,
});

export const fieldGone: Breaking = (draft) => {
  if (draft.body.kind !== 'json' || !isObject(draft.body.value)) return undefined;
  const { value } = draft.body;
  const names = Object.keys(value);
  if (names.length === 0) return undefined;
  return fc.constantFrom(...names).map((name) => {
    const { [name]: _, ...rest } = value;
    return json(draft, rest, `no ${name}`);
  });
};

export const fieldSpoilt: Breaking = (draft) => {
  if (draft.body.kind !== 'json' || !isObject(draft.body.value)) return undefined;
  const { value } = draft.body;
  const names = Object.keys(value);
  if (names.length === 0) return undefined;
  return fc.tuple(fc.constantFrom(...names), nastyValues).map(([name, bad]) => {
    const inner = value[name];
    // A list or an object is as often spoilt inside.
    const spoilt =
      Array.isArray(inner) && inner.length > 0 ? [bad, ...inner.slice(1)] : isObject(inner) ? spoilFirst(inner, bad) : bad;
    return json(draft, withProperty(value, name, spoilt), `a spoilt ${name}`);
  });
};

const spoilFirst = (inner: Record<string, unknown>, bad: unknown): unknown => {
  const [first] = Object.keys(inner);
  return first === undefined ? bad : withProperty(inner, first, bad);
};

export const fieldUnknown: Breaking = (draft) => {
  if (draft.body.kind !== 'json' || !isObject(draft.body.value)) return undefined;
  const { value } = draft.body;
  return fc
    .tuple(fc.constantFrom(...NASTY_NAMES), nastyValues)
    .map(([name, bad]) => json(draft, withProperty(value, name, bad), `the field "${name}"`));
};

export const bodySpoilt: Breaking = (draft) =>
  draft.method === 'GET'
    ? undefined
    : fc.oneof(
        fc.constantFrom(...NASTY_JSON).map((bytes) => raw(draft, { kind: 'raw', bytes }, 'another body')),
        fc
          .constantFrom(...NASTY_BYTES)
          .map((bytes) => raw(draft, { kind: 'raw', bytes, encoding: 'latin1' }, 'a body that is no text')),
        fc.constant({ ...draft, body: { kind: 'none' }, flaw: 'no body' } satisfies Draft),
      );
