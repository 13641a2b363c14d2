import { expect, test } from '@jest/globals';
import { RoomId } from '@veza/contracts';
import { slugWithSuffix, slugOf } from './slug.js';

test.each([
  ['Salle Été', 'salle-ete'],
  ['  Studio B  ', 'studio-b'],
  ['room_abc', 'room_abc'],
  ['--Ünï / côdé!--', 'uni-code'],
  ['日本', 'room'],
  ['x'.repeat(100), 'x'.repeat(60)],
])('%s becomes %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
  expect(RoomId.safeParse(slugWithSuffix(slug)).success).toBe(true);
});
