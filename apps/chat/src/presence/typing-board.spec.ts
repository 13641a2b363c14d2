import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { TypingBoard } from './typing-board.js';

const alice = { userId: 1, username: 'alice' };
const MS = 6_000;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function setUp() {
  const told: string[] = [];
  const ended: string[] = [];
  const board = new TypingBoard(
    (room, { username }, on) => told.push(`${username} ${on ? 'types' : 'stops'} in ${room}`),
    (room, _, by) => ended.push(`${by} in ${room}`),
  );
  return { told, ended, board };
}

test('only changes are told: a renewal keeps it going in silence, its end comes by itself', () => {
  const { told, ended, board } = setUp();
  board.start('general', alice, 'line', MS);
  jest.advanceTimersByTime(5_000);
  board.start('general', alice, 'line', MS);
  jest.advanceTimersByTime(5_000);
  expect(told).toEqual(['alice types in general']);
  jest.advanceTimersByTime(1_000);
  expect(told).toEqual(['alice types in general', 'alice stops in general']);
  expect(ended).toEqual(['line in general']);
  board.stop('general', 1, 'line');
  expect([told.length, ended.length]).toEqual([2, 1]);
});

test('who goes has stopped, but not what another connection of theirs types', () => {
  const { told, board } = setUp();
  board.start('general', alice, 'one', MS);
  board.start('studio', alice, 'two', MS);
  board.disconnected('one', 1, ['general', 'studio']);
  expect(told.at(-1)).toBe('alice stops in general');
  expect(board.isTyping('studio', 1)).toBe(true);
  board.clear();
});

test('a person who types on two devices types once, until both have stopped', () => {
  const { told, ended, board } = setUp();
  board.start('general', alice, 'phone', MS);
  board.start('general', alice, 'laptop', MS + 3_000);
  board.stop('general', 1, 'phone');
  board.stop('general', 1, 'elsewhere');
  expect(told).toEqual(['alice types in general']);
  expect(ended).toEqual(['phone in general']);
  jest.advanceTimersByTime(MS + 3_000);
  expect(told).toEqual(['alice types in general', 'alice stops in general']);
});
