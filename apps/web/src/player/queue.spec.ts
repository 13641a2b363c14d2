import { expect, test } from '@jest/globals';
import type { Track } from '@veza/sdk';
import { currentOf, EMPTY, insertNext, moved, type Queue, startWith, without } from './queue.js';

const track = (title: string): Track => ({
  id: 1,
  title,
  artist: 'Erik',
  filename: 'a.wav',
  duration_seconds: 60,
  tags: [],
  is_public: true,
  downloadable: false,
  uploader_id: 1,
  uploader_username: 'ana',
  play_count: 0,
  created_at: '2026-11-20T09:00:00.000Z',
  status: 'ready',
  progress: 100,
});
const queue = (at: number) => startWith(['a', 'b', 'c'].map(track), at);
/** The titles, the present one in capitals. */
const shown = ({ entries, at }: Queue) =>
  entries.map((entry, index) => (index === at ? entry.track.title.toUpperCase() : entry.track.title)).join(' ');
const remove = (from: Queue, index: number) => without(from, from.entries[index]?.key ?? -1);

test('moves to the neighbours, and not beyond the ends', () => {
  expect(moved(queue(0), 1)).toMatchObject({ at: 1 });
  expect([moved(queue(2), 1), moved(queue(0), -1), moved(EMPTY, 1)]).toEqual([undefined, undefined, undefined]);
});

test('a next track stands behind the present one; in an empty queue it is the present one', () => {
  expect(shown(insertNext(queue(1), track('x')))).toBe('a B x c');
  expect(shown(insertNext(EMPTY, track('x')))).toBe('X');
});

test('what is removed does not change the present track, unless it is that one', () => {
  expect(shown(remove(queue(1), 0))).toBe('B c');
  expect(shown(remove(queue(1), 2))).toBe('a B');
  expect(shown(remove(queue(1), 1))).toBe('a C');
  expect(shown(remove(queue(2), 2))).toBe('a B');
  expect(currentOf(remove(startWith([track('a')], 0), 0))).toBeUndefined();
});

test('a track twice in the queue is two entries', () => {
  const twice = startWith([track('a'), track('a')], 0);
  expect(shown(remove(twice, 1))).toBe('A');
});
