// covers: libs/sdk, libs/contracts/package.json, tools/packages
// drill: core
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { PACKAGES, stage } from '../stage.mjs';

const ROOT = join(import.meta.dirname, '../../..');
const run = promisify(execFile);
/** ES modules only: Node 20.19 loads them from CommonJS too, and node10 knows no `exports`. */
const NOT_SERVED = new Set(['node10', 'node16-cjs']);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packages-'));
  const declarations = ['node_modules/typescript-7/bin/tsc', '-p', 'libs/contracts/tsconfig.build.json'];
  await run(process.execPath, declarations, { cwd: ROOT });
  for (const library of PACKAGES) stage(library, join(folder, basename(library)));
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(PACKAGES)('%s can be published: every export leads to a file of the package', async (library) => {
  const pkgDir = join(folder, basename(library));
  const manifest = JSON.parse(await readFile(join(pkgDir, 'package.json'), 'utf8'));
  const { messages } = await publint({ pkgDir, pack: false, strict: true });
  expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
  expect(JSON.stringify(manifest)).not.toMatch(/@veza\/source|"nx"|"private"/);
});

test.each(PACKAGES)('%s has types where its modules are', async (library) => {
  const packed = [
    'pack',
    '--json',
    '--ignore-scripts',
    '--offline',
    '--pack-destination',
    folder,
    join(folder, basename(library)),
  ];
  const { stdout } = await run('npm', packed, { cwd: folder });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const result = await checkPackage(createPackageFromTarballData(await readFile(join(folder, filename))));
  if (!result.types) throw new Error(`${library} has no types`);
  const problems = result.problems.filter((problem) => !('resolutionKind' in problem && NOT_SERVED.has(problem.resolutionKind)));
  expect(problems).toEqual([]);
});
