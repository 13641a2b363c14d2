import { expect, test } from '@jest/globals';
import { structureProblems } from '../checks/structure-problems.mjs';

/** Each rule of the check on imports that break it alone. */
test.each([
  [
    'a library imports no tool',
    [['libs/servers/src/reach.js', 'tools/stack/workspace/paths.mjs']],
    'A library imports libraries only: libs/servers/src/reach.js → tools/stack/workspace/paths.mjs',
  ],
  [
    'a project imports only those of its list',
    [['libs/contracts/src/a.ts', 'libs/platform/src/index.ts']],
    'libs/contracts does not import libs/platform',
  ],
  ['no service imports another one', [['apps/chat/src/a.ts', 'apps/booking/src/b.ts']], 'apps/chat does not import apps/booking'],
  [
    'what is for tests stays in tests',
    [['apps/chat/src/rooms/a.ts', 'libs/testing/src/index.ts']],
    'apps/chat does not import libs/testing',
  ],
  [
    'files form no circle',
    [
      ['tools/bench/a.ts', 'tools/bench/b.ts'],
      ['tools/bench/b.ts', 'tools/bench/a.ts'],
    ],
    'Files import each other: tools/bench/a.ts',
  ],
  [
    'folders form no circle',
    [
      ['libs/platform/src/logs/a.ts', 'libs/platform/src/health/b.ts'],
      ['libs/platform/src/health/c.ts', 'libs/platform/src/logs/d.ts'],
    ],
    'import each other',
  ],
  [
    'a folder of an app imports those below it',
    [['apps/catalog/src/products/a.ts', 'apps/catalog/src/resources/b.ts']],
    'apps/catalog/src/products',
  ],
  [
    'pages of the web client do not import each other',
    [['apps/web/src/features/rooms/a.ts', 'apps/web/src/features/tracks/b.ts']],
    'Parts of apps/web/src/features do not import each other',
  ],
] as const)('%s', (_rule, broken, problem) => {
  const among = (imports: readonly (readonly [string, string])[]) =>
    structureProblems(imports.map(([from, to]) => ({ from, to })));
  const usual = among([]);
  expect(among(broken).filter((each) => !usual.includes(each))).toContainEqual(expect.stringContaining(problem));
});
