import { expect, test } from '@jest/globals';
import { pauseOf, shownMentions, shownUnread } from './shown-unread.js';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const room = (level?: 'all' | 'mentions' | 'nothing', paused_until: string | null = null) => ({
  unread_count: 7,
  mention_count: 2,
  notifications: level === undefined ? null : { level, paused_until },
});
const shown = (each: ReturnType<typeof room>) => [shownUnread(each, NOW), shownMentions(each, NOW)];

test('the list shows all unread messages, mentions only, or nothing, by the level of the room', () => {
  expect(shown(room('all'))).toEqual([7, 2]);
  expect(shown(room('mentions'))).toEqual([2, 2]);
  expect(shown(room('nothing'))).toEqual([0, 0]);
  expect(shown(room())).toEqual([7, 2]);
});

test('a pause shows nothing until it ends by itself', () => {
  for (const level of ['all', 'mentions', 'nothing'] as const)
    expect(shown(room(level, '2026-03-01T12:00:00.001Z'))).toEqual([0, 0]);
  expect(shown(room('all', '2026-03-01T12:00:00.000Z'))).toEqual([7, 2]);
  expect(pauseOf(room('all', '2026-03-01T12:00:01.000Z'), NOW)).toEqual(new Date('2026-03-01T12:00:01.000Z'));
  expect(pauseOf(room('all', '2026-03-01T11:00:00.000Z'), NOW)).toBeUndefined();
});
