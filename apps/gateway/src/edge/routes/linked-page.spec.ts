import { expect, test } from '@jest/globals';
import { linkedPage, olderThan } from './linked-page.js';

const linkOf = (...given: Parameters<typeof linkedPage>) => linkedPage(...given).facts.headers?.['link'];

test('a page that is followed by another one names it with its filters, and the last page names none', () => {
  expect(linkOf([], { search: 'a&b', user_id: undefined, limit: 2 }, { cursor: 'x=' })).toBe(
    '<?search=a%26b&limit=2&cursor=x%3D>; rel="next"',
  );
  expect(linkOf([], { limit: 2, before: 9 }, { before: 7 })).toBe('<?limit=2&before=7>; rel="next"');
  expect(linkOf([], { limit: 2 }, undefined)).toBeUndefined();
});

test('a full page leads to what is older than its last item', () => {
  expect(olderThan([{ id: 9 }, { id: 7 }], 2)).toEqual({ before: 7 });
  expect(olderThan([{ id: 9 }], 2)).toBeUndefined();
});
