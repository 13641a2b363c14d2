import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { TypingBoard } from './typing-board.js';

const alice = { userId: 1, username: 'alice' };

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function setUp() {
  const told: string[] = [];
  const board = new TypingBoard(6_000, (room, { username }, on) => told.push(`${username} ${on ? 'types' : 'stops'} in ${room}`));
  return { told, board };
}

test('only changes are told: a renewal keeps it going in silence, its end comes by itself', () => {
  const { told, board } = setUp();
  board.start('general', alice, 'line');
  jest.advanceTimersByTime(5_000);
  board.start('general', alice, 'line');
  jest.advanceTimersByTime(5_000);
  expect(told).toEqual(['alice types in general']);
  jest.advanceTimersByTime(1_000);
  expect(told).toEqual(['alice types in general', 'alice stops in general']);
  board.stop('general', 1);
  expect(told).toHaveLength(2);
});

test('who goes has stopped, but not what another connection of theirs types', () => {
  const { told, board } = setUp();
  board.start('general', alice, 'one');
  board.start('studio', alice, 'two');
  board.gone('one', 1, ['general', 'studio']);
  expect(told.at(-1)).toBe('alice stops in general');
  expect(board.isTyping('studio', 1)).toBe(true);
  board.clear();
});
