import { expect, test } from '@jest/globals';
import { ByUser } from './by-user.js';

test('the value of a direct room is found for its two users and no other', () => {
  const kept = new ByUser<string>();
  kept.set('dm:1:2', 'a');
  kept.set('dm:2:3', 'b');
  kept.set('general', 'c');
  expect([...kept.of(2)]).toEqual([
    ['dm:1:2', 'a'],
    ['dm:2:3', 'b'],
  ]);
  expect([...kept.of(1)]).toEqual([['dm:1:2', 'a']]);
  kept.delete('dm:1:2');
  expect([...kept.of(1)]).toEqual([]);
  expect([...kept.of(2)]).toEqual([['dm:2:3', 'b']]);
});
