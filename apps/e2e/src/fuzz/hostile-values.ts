import fc from 'fast-check';
import { Escaped } from './draft.js';

const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });

/** Values that are known to break programs. */
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  -0,
  1.5,
  0.1 + 0.2,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 63),
  1e21,
  1e308,
  5e-324,
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfffx',
  '\ufeff',
  '\u202Eabc',
  'é'.repeat(64),
  '👩‍👩‍👧‍👦'.repeat(10),
  '\r\n\r\n',
  '\x1b[31m',
  'x'.repeat(70_000),
  '0',
  '-1',
  '1e3',
  '0x10',
  'NaN',
  'Infinity',
  '99999999999999999999',
  '9007199254740993',
  '2147483648',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '2020-02-30T00:00:00Z',
  '2020-01-01T00:00:00+23:59',
  '2020-01-01T00:00:00.123456789123Z',
  '-271821-04-20T00:00:00Z',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  "'; DROP TABLE users; --",
  '%00',
  '%',
  '_',
  '\\',
  ':*|&!',
  '" OR ""="',
  '../../etc/passwd',
  '{{7*7}}',
  '__proto__',
  'constructor',
  [],
  [null],
  [[]],
  Array.from({ length: 2_000 }, (_, i) => String(i)),
  {},
  { $gt: 0 },
  { toString: 1 },
  { length: 1e9 },
  deep(300),
  JSON.parse('{"__proto__":{"polluted":true}}'),
];

export const hostileValues = fc.constantFrom(...VALUES);

/** Hostile values that are texts. */
export const hostileTexts = fc.constantFrom(
  ...VALUES.filter((value) => typeof value === 'string'),
  '\u0660',
  '１２',
  'true',
  'null',
  '[]',
);

const forged = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');

/** Cursors in the format of this system, with other content. */
export const forgedCursors = fc.constantFrom(
  forged(2 ** 31),
  forged(2 ** 53),
  forged(-1),
  forged(1.5),
  forged('1'),
  forged(null),
  forged(),
  forged('-created_at', '2026-01-01T00:00:00.000Z', 2 ** 31),
  forged('-created_at', '0001-01-01T00:00:00Z', 1),
  forged('-created_at', '2026-01-01T00:00:00.999999999Z', -(2 ** 31)),
  forged('-created_at', 'infinity', 1),
  forged('rank', 1e308, 1),
  forged('nom', '\ud800', 1),
  forged('prix', '9999999999.99', 1),
);

/** Path segments, some of which cannot be decoded. */
export const hostilePathSegments = fc
  .constantFrom(
    ...[
      '%00',
      'a%00b',
      '%zz',
      '%',
      '%ff',
      '%ed%a0%80',
      '%2e%2e',
      '%2f',
      '..',
      '%20',
      '%0d%0a',
      '%F0%9F%A5%81',
      "1'--",
      '0',
      '-1',
    ],
    ...['1.5', '1e3', '0x1', '+1', '2147483648', '99999999999999999999', 'NaN', 'null', '__proto__', 'constructor', '%D9%A1'],
    ...[
      '00000000-0000-0000-0000-000000000000',
      'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
      'not-a-uuid',
      'x'.repeat(301),
      'x'.repeat(5_000),
    ],
  )
  .map((text) => new Escaped(text));

export const HOSTILE_NAMES = [
  'zzz',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'id',
  'role',
  'owner_id',
  '',
  '\0',
  'a.b',
  '$where',
];

/** Bodies that are not a JSON object, or an unusual one. */
export const HOSTILE_JSON = [
  '',
  ' ',
  'null',
  'true',
  '17',
  '"text"',
  '[]',
  '[{}]',
  '{',
  '{"a":',
  '{"a":1,}',
  "{'a':1}",
  '{"a":1e999}',
  '{"a":NaN}',
  '{"a":"\\ud800"}',
  '{"a":"\\u0000"}',
  '{"a":"\x00"}',
  '{"a":1,"a":2}',
  '\ufeff{}',
  '{"__proto__":{"x":1}}',
  '{"constructor":{"prototype":{"x":1}}}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  `{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":1`).join()}}`,
  `{"a":"${'x'.repeat(1_100_000)}"}`,
  `{"a":${'9'.repeat(100_000)}}`,
];
/** Invalid UTF-8; one byte per character. */
export const HOSTILE_BYTES = ['{"a":"\xff\xfe"}', '\xff\xff\xff\xff', '{"a":"\xed\xa0\x80"}', '{"a":"\xc0\x80"}'];
