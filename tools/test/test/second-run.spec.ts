import { expect, test } from '@jest/globals';
import { judge, type Known, problemsOfKnown } from '../second-run.mjs';

type Counted = { passed: number; failed: number };

/** A file that failed with one of two tests; `second` is what its second run comes to. */
function failed(file: string, second?: Counted) {
  const result = { file, passed: 1, failed: 1, failures: [`${file}: it: expected 1, received 2`], wallMs: 1 };
  if (!second) return result;
  const failures = second.failed > 0 ? [`${file}: again`] : [];
  return { ...result, again: async () => [{ ...result, ...second, failures }] };
}
const passed = { file: 'p', passed: 3, failed: 0, failures: [], wallMs: 1 };
const FINE = { passed: 2, failed: 0 };
const RED = { passed: 1, failed: 1 };
const known: Known[] = [{ file: 'k', owner: 'chat', since: '2026-12-01', reason: 'a race' }];

test.each([
  [
    'a file that passes alone is unstable, and passed',
    [failed('a', FINE)],
    { failed: 0, unstable: ['UNSTABLE a: it: expected 1, received 2'] },
  ],
  ['a file that fails again is red', [failed('a', RED)], { failed: 1, unstable: [] }],
  ['what cannot run again is red', [failed('lint')], { failed: 1, unstable: [] }],
  [
    'three files run again',
    ['a', 'b', 'c'].map((file) => failed(file, FINE)),
    { failed: 0, unstable: ['a', 'b', 'c'].map((file) => `UNSTABLE ${file}: it: expected 1, received 2`) },
  ],
  ['of four files none runs again', ['a', 'b', 'c', 'd'].map((file) => failed(file, FINE)), { failed: 4, unstable: [] }],
  [
    'a listed file judges nothing, also when it fails twice',
    [failed('k', RED)],
    { failed: 0, unstable: ['UNSTABLE k (listed): it: expected 1, received 2'] },
  ],
  [
    'a listed file is none of the three',
    ['a', 'b', 'c', 'k'].map((file) => failed(file, FINE)),
    {
      failed: 0,
      unstable: [
        'UNSTABLE k (listed): it: expected 1, received 2',
        ...['a', 'b', 'c'].map((file) => `UNSTABLE ${file}: it: expected 1, received 2`),
      ],
    },
  ],
])('%s', async (_name, results, expected) => {
  const judged = await judge([passed, ...results], { known, say: () => {} });
  const sum = judged.results.reduce((total, each) => total + each.failed, 0);
  expect({ failed: sum, unstable: judged.unstable }).toEqual(expected);
  expect(judged.results).toHaveLength(results.length + 1);
});

test('the counts of the second run stand in the place of the first', async () => {
  const { results } = await judge([failed('a', { passed: 7, failed: 0 })], { known: [], say: () => {} });
  expect(results).toMatchObject([{ file: 'a', passed: 7, failed: 0, failures: [] }]);
});

const entry = { file: 'a.drill.ts', owner: 'chat', since: '2026-11-20', reason: 'a race' };
test.each([
  ['an entry of eleven days', [entry], []],
  ['an entry of fifteen days', [{ ...entry, since: '2026-11-16' }], [/since 2026-11-16, for more than 14 days/]],
  ['a day to come', [{ ...entry, since: '2027-01-01' }], [/since is a day that has been/]],
  ['no day', [{ ...entry, since: 'yesterday' }], [/since is a day that has been/]],
  ['no owner', [{ ...entry, owner: '' }], [/has an owner/]],
  ['a file that is gone', [{ ...entry, file: 'gone.ts' }], [/there is no file gone\.ts/]],
  ['six entries', Array.from({ length: 6 }, () => entry), [/has 6 files: 5 at most/]],
])('the list of unstable files with %s', (_name, list, problems) => {
  const found = problemsOfKnown(list, { today: new Date('2026-12-01T12:00:00Z'), exists: (file) => file === entry.file });
  expect(found).toEqual(problems.map((problem) => expect.stringMatching(problem)));
});
