import { expect, test } from '@jest/globals';
import { SearchMessages } from '@veza/contracts';
import { parseSearch } from './search-query.js';

const read = (q: string, more: object = {}) => parseSearch(SearchMessages.parse({ q, ...more }));
const nothing = { from: undefined, room: undefined, before: undefined, after: undefined, has: [] };

test.each([
  ['répétition générale', { words: 'répétition générale' }],
  ['from:alice la clé', { words: 'la clé', from: 'alice' }],
  ['from:@alice FROM:12 x', { words: 'x', from: 12 }],
  ['in:general room:salle-ete x', { words: 'x', room: 'salle-ete' }],
  ['in:"Salle Été" x y', { words: 'x y', room: 'Salle Été' }],
  ['has:image has:LINK', { words: '', has: ['image', 'link'] }],
  ['x before:2026-11-20', { words: 'x', before: '2026-11-20T00:00:00.000Z' }],
  ['x after:2026-11-20T10:00:00+01:00', { words: 'x', after: '2026-11-20T09:00:00.000Z' }],
  ['wherefrom:alice https://x.example/in:y', { words: 'wherefrom:alice https://x.example/in:y' }],
])('%s', (q, asked) => {
  expect(read(q)).toEqual({ ...nothing, ...asked });
});

test('a parameter of its own counts more than an operator', () => {
  expect(read('x from:alice in:here has:link', { from: 7, room: 'there', has: 'image' })).toEqual({
    ...nothing,
    words: 'x',
    from: 7,
    room: 'there',
    has: ['image', 'link'],
  });
});

test.each(['x before:yesterday', 'x after:2026-13-45', 'has:money', 'in:general', 'before:2026-01-01', '', '   '])(
  'refused, and the field is named: %j',
  (q) => {
    expect(() => read(q)).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED', details: [expect.objectContaining({ field: 'q' })] }),
    );
  },
);
