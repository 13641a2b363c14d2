import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Signals } from './signals.js';

const ROOM = { room: 'general' };

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Read marks that a server has got, which answers when the test says so. */
function setUp() {
  const marks: string[] = [];
  const answers: (() => void)[] = [];
  const run = (_type: string, data: object): Promise<never> => {
    marks.push(JSON.stringify(data));
    return new Promise((resolve) => answers.push(resolve as () => void)); // the reply of a mark is empty
  };
  const signals = new Signals({ run }, () => true);
  const sent = () => marks.map((mark) => /"message_id":"(\d+)"/.exec(mark)?.[1]);
  return { signals, sent, answer: () => answers.shift()?.() };
}

test('the next read mark leaves a second after the answer to the last one, however late that came, and is the latest', async () => {
  const { signals, sent, answer } = setUp();
  signals.markRead(ROOM, 1);
  signals.markRead(ROOM, 2);
  signals.markRead(ROOM, 3);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(sent()).toEqual(['1']); // the server may handle it only now
  answer();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(sent()).toEqual(['1']);
  await jest.advanceTimersByTimeAsync(200);
  expect(sent()).toEqual(['1', '3']);
  answer();
  await jest.advanceTimersByTimeAsync(5_000);
  signals.markRead(ROOM, 2);
  expect(sent()).toEqual(['1', '3']);
  signals.markRead(ROOM, 4);
  expect(sent()).toEqual(['1', '3', '4']); // at once after a pause
});

test('a place that is left has no later read mark', async () => {
  const { signals, sent, answer } = setUp();
  signals.markRead(ROOM, 1);
  signals.markRead(ROOM, 2);
  signals.forget(ROOM);
  answer();
  await jest.advanceTimersByTimeAsync(5_000);
  expect(sent()).toEqual(['1']);
});
