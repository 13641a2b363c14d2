import { expect, test } from '@jest/globals';
import { linkedMessages } from './linked-messages.js';

const page = [{ id: 4 }, { id: 6 }];

test.each([
  [{ limit: 2 }, '<?limit=2&before=4>; rel="next"'],
  [{ limit: 2, before: 9 }, '<?limit=2&before=4>; rel="next"'],
  [{ limit: 2, after: 3 }, '<?limit=2&after=6>; rel="next"'],
  [{ limit: 2, around: 4 }, undefined],
  [{ limit: 3 }, undefined],
])('a full page of messages leads on in its own direction: %j', (query, link) => {
  expect(linkedMessages(page, query).facts.headers?.['link']).toBe(link);
});
