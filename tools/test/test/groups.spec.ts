import { expect, test } from '@jest/globals';
import { groups, isGrouped } from '../groups.mjs';
import { inDescribe } from '../spec-transform.mjs';

const specs = (folder: string, count: number) => Array.from({ length: count }, (_, index) => `${folder}/${index}.spec.ts`);
const SPECS = [
  ...specs('apps/chat/test', 50),
  ...specs('apps/chat/src', 3),
  ...specs('apps/e2e/test', 2),
  'libs/database/test/a.spec.ts',
  'libs/sdk/test/a.spec.ts',
];

test('every spec is in one group, with specs of its app, or of the libraries, only, 32 at most', () => {
  const found = groups(SPECS);
  expect([...found.values()].flat().sort()).toEqual(SPECS.filter(isGrouped).sort());
  expect([...found].map(([name, members]) => [name, members.length])).toEqual([
    ['apps/chat/test/1.mjs', 25],
    ['apps/chat/test/2.mjs', 25],
    ['apps/chat/src/1.mjs', 3],
    ['libs/1.mjs', 2],
  ]);
  expect(SPECS.filter((spec) => !isGrouped(spec))).toEqual(specs('apps/e2e/test', 2));
});

test('unit specs of all folders are in one group', () => {
  const specs = ['apps/chat/src/a.spec.ts', 'libs/sdk/src/b.spec.ts', 'apps/e2e/src/c.spec.ts'];
  expect([...groups(specs, 1_000, () => 'unit')]).toEqual([
    ['unit/1.mjs', ['apps/chat/src/a.spec.ts', 'libs/sdk/src/b.spec.ts']],
  ]);
});

test('what follows the imports of a spec stands in a describe with its name, on the same lines', () => {
  const head =
    "/* why */\nimport {\n  expect,\n  test,\n} from '@jest/globals';\n// a line\nimport type { A } from './a.js';\n\n";
  const body = "const ONE = 1;\ntest('it', () => expect(ONE).toBe(1));\n";
  expect(inDescribe(head + body, 'libs/a/src/a.spec.ts')).toBe(`${head}describe("libs/a/src/a.spec.ts", () => {${body}});\n`);
});

test('a spec without imports stands in a describe from its first line on', () => {
  expect(inDescribe("test('it', () => {});\n", 'a.spec.ts')).toBe(`describe("a.spec.ts", () => {test('it', () => {});\n});\n`);
});
