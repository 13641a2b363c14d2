import fc from 'fast-check';
import type { Mutation } from './mutation.js';
import type { Body, Draft } from './draft.js';
import { HOSTILE_BYTES, HOSTILE_JSON, HOSTILE_NAMES, hostileValues } from './hostile-values.js';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Defines an own property, also one with the name `__proto__`. */
export const withProperty = <Properties extends object>(object: Properties, name: string, value: unknown): Properties =>
  Object.defineProperty({ ...object }, name, { value, enumerable: true, configurable: true, writable: true });

const json = (draft: Draft, value: unknown, flaw: string): Draft => ({ ...draft, body: { kind: 'json', value }, flaw });
const raw = (draft: Draft, body: Body, flaw: string): Draft => ({
  ...draft,
  headers: { 'content-type': 'application/json', ...draft.headers },
  body,
  flaw,
});

export const removeField: Mutation = (draft) => {
  if (draft.body.kind !== 'json' || !isObject(draft.body.value)) return undefined;
  const { value } = draft.body;
  const names = Object.keys(value);
  if (names.length === 0) return undefined;
  return fc.constantFrom(...names).map((name) => {
    const { [name]: _, ...rest } = value;
    return json(draft, rest, `no ${name}`);
  });
};

export const invalidateField: Mutation = (draft) => {
  if (draft.body.kind !== 'json' || !isObject(draft.body.value)) return undefined;
  const { value } = draft.body;
  const names = Object.keys(value);
  if (names.length === 0) return undefined;
  return fc.tuple(fc.constantFrom(...names), hostileValues).map(([name, bad]) => {
    const inner = value[name];
    // In a list or an object, one element is invalid.
    const invalid =
      Array.isArray(inner) && inner.length > 0 ? [bad, ...inner.slice(1)] : isObject(inner) ? replaceFirst(inner, bad) : bad;
    return json(draft, withProperty(value, name, invalid), `a invalid ${name}`);
  });
};

const replaceFirst = (inner: Record<string, unknown>, bad: unknown): unknown => {
  const [first] = Object.keys(inner);
  return first === undefined ? bad : withProperty(inner, first, bad);
};

export const addUnknownField: Mutation = (draft) => {
  if (draft.body.kind !== 'json' || !isObject(draft.body.value)) return undefined;
  const { value } = draft.body;
  return fc
    .tuple(fc.constantFrom(...HOSTILE_NAMES), hostileValues)
    .map(([name, bad]) => json(draft, withProperty(value, name, bad), `the field "${name}"`));
};

export const invalidateBody: Mutation = (draft) =>
  draft.method === 'GET'
    ? undefined
    : fc.oneof(
        fc.constantFrom(...HOSTILE_JSON).map((bytes) => raw(draft, { kind: 'raw', bytes }, 'another body')),
        fc
          .constantFrom(...HOSTILE_BYTES)
          .map((bytes) => raw(draft, { kind: 'raw', bytes, encoding: 'latin1' }, 'a body that is no text')),
        fc.constant({ ...draft, body: { kind: 'none' }, flaw: 'no body' } satisfies Draft),
      );
