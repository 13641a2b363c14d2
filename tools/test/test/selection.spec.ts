import { expect, test } from '@jest/globals';
import { declarationOf, isCovered, problemsOfDrills } from '../drills.mjs';
import { type Drill, select, shares } from '../selection.mjs';

const drill = (file: string, covers: string, ...words: string[]): Drill => ({ file, covers: [covers], words, modules: [file] });

test.each([
  ['apps/chat/src', 'apps/chat/src/rooms/rooms.service.ts', true],
  ['apps/chat/src', 'apps/chat/src-of-old/a.ts', false],
  ['apps/chat/src', 'apps/chat/srcs', false],
  ['apps/*/src/migrations', 'apps/booking/src/migrations/1.ts', true],
  ['apps/*/src/migrations', 'apps/booking/other/src/migrations/1.ts', false],
  ['README.md', 'README.md', true],
  ['README.md', 'libs/sdk/README.md', false],
  ['README.md', 'READMEXmd', false],
])('%s covers %s: %s', (pattern, path, covered) => {
  expect(isCovered(pattern, path)).toBe(covered);
});

test('the declaration stands above the imports', () => {
  const source = "// covers: apps/a/src, libs/*/b\n// drill: heavy, core\nimport { x } from 'y';\n// covers: elsewhere\n";
  expect(declarationOf(source)).toEqual({ covers: ['apps/a/src', 'libs/*/b'], words: ['heavy', 'core'] });
  expect(declarationOf("import { x } from 'y';\n// covers: elsewhere\n")).toEqual({ covers: [], words: [] });
});

test.each([
  [
    'without a declaration',
    { ...drill('a', ''), covers: [] },
    'a declares nothing: its first line is "// covers: " with files or folders',
  ],
  ['that covers nothing', drill('a', 'apps/gone'), 'a covers apps/gone, where no file is'],
  ['with an unknown word', drill('a', 'apps/b', 'quick'), 'a: "quick" is none of heavy, core, measure'],
])('a drill %s is a problem', (_name, wrong, problem) => {
  expect(problemsOfDrills([wrong, drill('b', 'apps/b')], ['apps/b/c.ts'])).toEqual([problem]);
});

const files = (list: Drill[]) => list.map(({ file }) => file);
const DRILLS = [
  drill('core', 'apps/a', 'core'),
  drill('measure', 'apps/a', 'measure'),
  ...Array.from({ length: 16 }, (_, index) => drill(`drill-${index}`, index < 4 ? 'apps/a' : 'apps/b')),
];
const costs = Object.fromEntries(DRILLS.map(({ file }, index) => [file, { cpu: 10 * (index + 1), wall: 120 }]));

test('every drill is in one share, and the shares cost about the same', () => {
  const parts = shares(DRILLS, costs);
  expect(parts).toHaveLength(8);
  expect(files(parts.flat()).sort()).toEqual(files(DRILLS).sort());
  const sums = parts.map((part) => part.reduce((sum, { file }) => sum + (costs[file]?.cpu ?? 0), 0));
  expect(Math.max(...sums) - Math.min(...sums)).toBeLessThanOrEqual(80);
});

test('eight landings have every drill once but those that measure', () => {
  const seen = [1, 2, 3, 4, 5, 6, 7, 8].map((share) => select(DRILLS, { changed: [], share, costs }));
  expect(files(seen.flatMap((each) => each.share)).sort()).toEqual(files(DRILLS.slice(2)).sort());
  for (const each of seen) expect([files(each.core), each.affected, each.left]).toEqual([['core'], [], []]);
});

test('what a change touches runs up to five minutes, its own files first, and the rest is named', () => {
  const changed = ['apps/a/src/x.ts', 'drill-3'];
  const { affected, left, share } = select(DRILLS, { changed, share: 1, costs });
  const touched = files([...affected, ...left]);
  const among = ['drill-3', 'drill-0', 'drill-1', 'drill-2'].filter((file) => !files(share).includes(file));
  expect(touched).toEqual(among);
  expect(affected).toHaveLength(2);
});

test.each([
  ['an unknown base', undefined],
  ['a change of what every drill is made of', ['libs/testing/src/eventually.ts']],
  ['a change of the runner', ['tools/test/run.mjs']],
])('%s makes every drill affected', (_name, changed) => {
  const { share, affected, left } = select(DRILLS, { changed, share: 2, costs });
  expect(files([...share, ...affected, ...left]).sort()).toEqual(files(DRILLS.slice(2)).sort());
});
