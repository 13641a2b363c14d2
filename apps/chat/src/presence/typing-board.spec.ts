import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { TypingBoard } from './typing-board.js';

const alice = { userId: 1, username: 'alice' };
const MS = 6_000;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function setUp() {
  const changes: string[] = [];
  const ended: string[] = [];
  const board = new TypingBoard(
    (room, { username }, on) => changes.push(`${username} ${on ? 'types' : 'stops'} in ${room}`),
    (room, _, by) => ended.push(`${by} in ${room}`),
  );
  return { changes, ended, board };
}

test('a renewal extends typing without an event, and typing ends at its time limit', () => {
  const { changes, ended, board } = setUp();
  board.start('general', alice, 'line', MS);
  jest.advanceTimersByTime(5_000);
  board.start('general', alice, 'line', MS);
  jest.advanceTimersByTime(5_000);
  expect(changes).toEqual(['alice types in general']);
  jest.advanceTimersByTime(1_000);
  expect(changes).toEqual(['alice types in general', 'alice stops in general']);
  expect(ended).toEqual(['line in general']);
  board.stop('general', 1, 'line');
  expect([changes.length, ended.length]).toEqual([2, 1]);
});

test('a disconnect ends the typing of this connection, not that of another one of the same user', () => {
  const { changes, board } = setUp();
  board.start('general', alice, 'one', MS);
  board.start('studio', alice, 'two', MS);
  board.disconnected('one', 1, ['general', 'studio']);
  expect(changes.at(-1)).toBe('alice stops in general');
  expect(board.isTyping('studio', 1)).toBe(true);
  board.clear();
});

test('typing on two devices is one start, and one stop when both have stopped', () => {
  const { changes, ended, board } = setUp();
  board.start('general', alice, 'phone', MS);
  board.start('general', alice, 'laptop', MS + 3_000);
  board.stop('general', 1, 'phone');
  board.stop('general', 1, 'elsewhere');
  expect(changes).toEqual(['alice types in general']);
  expect(ended).toEqual(['phone in general']);
  jest.advanceTimersByTime(MS + 3_000);
  expect(changes).toEqual(['alice types in general', 'alice stops in general']);
});
