import { expect, test } from '@jest/globals';
import type { Event } from '../live.mjs';
import { events, withoutEvents } from '../live.mjs';
import { progressOf } from '../progress.mjs';

const ROOMS = 'apps/chat/test/rooms.spec.ts';
const PINS = 'apps/chat/test/pins.spec.ts';
const cost = { wallMs: 3_000, cpuMs: 1_000, starts: 2 };
const result = (file: string, counts: object) => ({ passed: 1, failed: 0, failures: [], ...cost, file, ...counts });

function observed(files: string[], known: Record<string, { wall: number }> = {}) {
  const printed: string[] = [];
  let ms = 0;
  const progress = progressOf([{ files, heavy: false, run: async () => [] }], {
    known,
    now: () => ms,
    print: (text) => printed.push(text),
  });
  return { progress, printed, pass: (seconds: number) => (ms += seconds * 1_000) };
}

test('a failure of a group is printed when its test ends, and a spec when the spec ends', () => {
  const { progress, printed } = observed([ROOMS, PINS]);
  progress.event('2 specs of apps/chat', { kind: 'test', spec: ROOMS, test: 'a room opens' });
  progress.event('2 specs of apps/chat', { kind: 'test', spec: ROOMS, test: 'a room closes', failure: 'it did not' });
  expect(printed).toEqual([`       ✗ ${ROOMS}: a room closes: it did not`]);
  progress.event('2 specs of apps/chat', { kind: 'spec', spec: ROOMS, cost });
  expect(printed[1]).toMatch(/^FAILED .* 2 tests .*apps\/chat\/test\/rooms\.spec\.ts · 1 of 2, about 0 s left$/);
});

test('a file is printed once, under its own name, and the failures of a check with it', () => {
  const { progress, printed } = observed([ROOMS, 'lint']);
  progress.event('2 specs of apps/chat', { kind: 'spec', spec: ROOMS, cost });
  progress.ended([result('2 specs of apps/chat', {}), result(ROOMS, {})]);
  progress.ended([result('lint', { failed: 1, failures: ['lint: a word'] })]);
  expect(printed.map((line) => line.replace(/^.* starts {2}/, ''))).toEqual([
    `${ROOMS} · 1 of 2, about 0 s left`,
    '2 specs of apps/chat',
    'lint',
    '       ✗ lint: a word',
  ]);
});

test.each([
  ['by the times of an earlier run', { [ROOMS]: { wall: 10 }, [PINS]: { wall: 40 } }, 'about 80 s left'],
  ['in minutes', { [ROOMS]: { wall: 1 }, [PINS]: { wall: 9 } }, 'about 3 min left'],
  ['by the kinds of files that are new', {}, 'about 20 s left'],
])('the time that is left is estimated %s', (_name, known, expected) => {
  const { progress, printed, pass } = observed([ROOMS, PINS], known);
  pass(20);
  progress.ended([result(ROOMS, {})]);
  expect(printed[0]).toContain(expected);
});

test('no time is estimated from the first of many files', () => {
  const { progress, printed, pass } = observed([ROOMS, ...Array.from({ length: 40 }, (_, n) => `libs/a/test/${n}.spec.ts`)]);
  pass(20);
  progress.ended([result(ROOMS, {})]);
  expect(printed[0]).toMatch(/rooms\.spec\.ts · 1 of 41$/);
});

test('events are read from pieces of an output, which is left without them', () => {
  const found: Event[] = [];
  const read = events((event) => found.push(event));
  const output = `a warning\n\u001e{"kind":"test","spec":"a","test":"b"}\nmore\n`;
  for (const piece of [output.slice(0, 14), output.slice(14, 30), output.slice(30)]) read(piece);
  expect(found).toEqual([{ kind: 'test', spec: 'a', test: 'b' }]);
  expect(withoutEvents(output)).toBe('a warning\nmore\n');
});
