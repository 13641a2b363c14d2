import fc from 'fast-check';
import { type Body, type Draft, type Part } from './draft.js';
import {
  NASTY_BYTES,
  NASTY_HEADERS,
  NASTY_JSON,
  NASTY_NAMES,
  NASTY_TYPES,
  forgedCursors,
  nastySteps,
  nastyTexts,
  nastyValues,
} from './nasty.js';
import { RealThing } from './real-thing.js';

/** Makes one thing wrong with a request; undefined where there is no such thing in it. */
type Breaking = (draft: Draft) => fc.Arbitrary<Draft> | undefined;

/** The same requests, each with exactly one fault. */
export const brokenDrafts = (valid: fc.Arbitrary<Draft>): fc.Arbitrary<Draft> =>
  valid.chain((draft) => fc.oneof(...BREAKINGS.flatMap((breaking) => breaking(draft) ?? [])));

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

const fieldGone: Breaking = (draft) => {
  if (draft.body.kind !== 'json' || !isObject(draft.body.value)) return undefined;
  const { value } = draft.body;
  const names = Object.keys(value);
  if (names.length === 0) return undefined;
  return fc.constantFrom(...names).map((name) => {
    const { [name]: _, ...rest } = value;
    return json(draft, rest, `no ${name}`);
  });
};

const fieldSpoilt: Breaking = (draft) => {
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

const fieldUnknown: Breaking = (draft) => {
  if (draft.body.kind !== 'json' || !isObject(draft.body.value)) return undefined;
  const { value } = draft.body;
  return fc
    .tuple(fc.constantFrom(...NASTY_NAMES), nastyValues)
    .map(([name, bad]) => json(draft, withProperty(value, name, bad), `the field "${name}"`));
};

const bodySpoilt: Breaking = (draft) =>
  draft.method === 'GET'
    ? undefined
    : fc.oneof(
        fc.constantFrom(...NASTY_JSON).map((bytes) => raw(draft, { kind: 'raw', bytes }, 'another body')),
        fc
          .constantFrom(...NASTY_BYTES)
          .map((bytes) => raw(draft, { kind: 'raw', bytes, encoding: 'latin1' }, 'a body that is no text')),
        fc.constant({ ...draft, body: { kind: 'none' }, flaw: 'no body' } satisfies Draft),
      );

const typeSpoilt: Breaking = (draft) =>
  draft.body.kind === 'none'
    ? undefined
    : fc.constantFrom(...NASTY_TYPES).map((type) => ({
        ...draft,
        headers: { ...draft.headers, 'content-type': type },
        flaw: `the content type ${type}`,
      }));

const stepSpoilt: Breaking = (draft) => {
  const names = Object.keys(draft.params);
  if (names.length === 0) return undefined;
  return fc
    .tuple(fc.constantFrom(...names), nastySteps)
    .map(([name, step]) => ({ ...draft, params: { ...draft.params, [name]: step }, flaw: `a spoilt ${name} in the path` }));
};

const querySpoilt: Breaking = (draft) => {
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

const cursorForged: Breaking = (draft) =>
  draft.method === 'GET' && Object.keys(draft.params).length === 0
    ? forgedCursors.map((cursor) => ({
        ...draft,
        query: [...draft.query.filter(([name]) => name !== 'cursor'), ['cursor', cursor]],
        flaw: 'a forged cursor',
      }))
    : undefined;

const headerSpoilt: Breaking = (draft) =>
  fc
    .constantFrom(...Object.entries(NASTY_HEADERS))
    .chain(([name, values]) => fc.constantFrom(...values).map((value) => [name, value] as const))
    .map(([name, value]) => ({ ...draft, headers: { ...draft.headers, [name]: value }, flaw: `the header ${name}` }));

const tokenSpoilt: Breaking = (draft) =>
  fc
    .constantFrom(
      ...['Bearer', 'Bearer ', 'Bearer  x', 'Basic YTpi', 'bearer x.y.z', `Bearer ${'x'.repeat(9_000)}`, 'Bearer \xe9', ''],
      ...['expired', 'revoked', 'of another key', 'without a signature', 'cut', 'of a refresh'].map(
        (which) => new RealThing(`token ${which}`),
      ),
    )
    .map((authorization) => ({ ...draft, headers: { ...draft.headers, authorization }, flaw: 'another token' }));

const methodSpoilt: Breaking = (draft) =>
  fc
    .constantFrom('HEAD', 'OPTIONS', 'PATCH', 'DELETE', 'PUT', 'TRACE', 'PROPFIND')
    .map((method) => ({ ...draft, method, flaw: `the method ${method}` }));

const formSpoilt: Breaking = (draft) => {
  if (draft.body.kind !== 'form') return undefined;
  const { parts } = draft.body;
  const file = parts.find((part) => part.file !== undefined);
  if (!file) return undefined;
  const texts = parts.filter((part) => part !== file);
  const text = (name: string, value: unknown): Part => ({ name, text: value });
  const ways: Record<string, Body> = {
    'no file': { kind: 'form', parts: texts },
    'two files': { kind: 'form', parts: [...texts, file, file] },
    'no part at all': { kind: 'form', parts: [] },
    'the file under another name': { kind: 'form', parts: [...texts, { ...file, name: 'another' }] },
    'a file without a name': { kind: 'form', parts: [...texts, { ...file, filename: '' }] },
    'an empty file': { kind: 'form', parts: [...texts, { ...file, file: 'empty' }] },
    'a page as a file': { kind: 'form', parts: [...texts, { ...file, file: 'page.html' }] },
    'a program as a file': { kind: 'form', parts: [...texts, { ...file, file: 'program' }] },
    'half a picture': { kind: 'form', parts: [...texts, { ...file, file: 'half.png' }] },
    'half a sound': { kind: 'form', parts: [...texts, { ...file, file: 'half.wav' }] },
    'a strange file name': { kind: 'form', parts: [...texts, { ...file, filename: '../../\u202Ee\u0301\\a<b>.wav' }] },
    'a NUL in the file name': { kind: 'form', parts: [...texts, { ...file, filename: 'a\0b.wav' }] },
    'a long file name': { kind: 'form', parts: [...texts, { ...file, filename: `${'n'.repeat(5_000)}.wav` }] },
    'a field that is too long': { kind: 'form', parts: [...texts, text('title', 'x'.repeat(20_000)), file] },
    'a long field after the file': { kind: 'form', parts: [file, ...texts, text('title', 'x'.repeat(20_000))] },
    'a field with NUL': { kind: 'form', parts: [...texts.slice(1), text(texts[0]?.name ?? 'title', 'a\0b'), file] },
    'a field twice': { kind: 'form', parts: [...texts, ...texts, file] },
    'an unknown field': { kind: 'form', parts: [...texts, text('colour', 'red'), file] },
    'a field __proto__': { kind: 'form', parts: [...texts, text('__proto__', '{"x":1}'), file] },
    'a field without a name': { kind: 'form', parts: [...texts, text('', 'x'), file] },
    'a long field name': { kind: 'form', parts: [...texts, text('n'.repeat(500), 'x'), file] },
    'a hundred fields': { kind: 'form', parts: [...Array.from({ length: 100 }, (_, i) => text(`f${i}`, 'x')), file] },
    'no end': { kind: 'form', parts, end: 'missing' },
    'half of it': { kind: 'form', parts, end: 'cut off' },
  };
  return fc.constantFrom(...Object.entries(ways)).map(([flaw, body]) => ({ ...draft, body, flaw }));
};

const formFieldSpoilt: Breaking = (draft) => {
  if (draft.body.kind !== 'form') return undefined;
  const { parts } = draft.body;
  const names = parts.filter((part) => part.file === undefined).map(({ name }) => name);
  if (names.length === 0) return undefined;
  return fc.tuple(fc.constantFrom(...names), nastyTexts).map(([name, text]) => ({
    ...draft,
    body: { kind: 'form', parts: parts.map((part) => (part.name === name ? { name, text } : part)) },
    flaw: `a spoilt field ${name}`,
  }));
};

const fileSpoilt: Breaking = (draft) =>
  draft.body.kind !== 'file'
    ? undefined
    : fc
        .constantFrom('empty', 'page.html', 'program', 'text.txt', 'half.png', 'large')
        .map((file) => ({ ...draft, body: { kind: 'file', file }, flaw: `the file ${file}` }));

const BREAKINGS: readonly Breaking[] = [
  ...[fieldGone, fieldSpoilt, fieldSpoilt, fieldSpoilt, fieldUnknown, bodySpoilt, typeSpoilt],
  ...[stepSpoilt, stepSpoilt, querySpoilt, cursorForged, headerSpoilt, headerSpoilt, tokenSpoilt, methodSpoilt],
  ...[formSpoilt, formSpoilt, formFieldSpoilt, fileSpoilt],
];
