import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { changesSinceBase } from '../changes.mjs';

const place = mkdtempSync(join(tmpdir(), 'veza-changes-'));
const origin = join(place, 'origin');
const commits: string[] = [];
const branch = ['-c', 'init.defaultBranch=main', '-c', 'user.name=Ada', '-c', 'user.email=ada@example.test'];
const git = (cwd: string, ...args: string[]) => execFileSync('git', [...branch, ...args], { cwd, encoding: 'utf8' }).trim();

/** Commits a file, and returns the name of the commit. */
function commit(root: string, file: string, content = file): string {
  mkdirSync(join(root, '.ci'), { recursive: true });
  writeFileSync(join(root, file), content);
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', file);
  return git(root, 'rev-parse', 'HEAD');
}

function clone(name: string, ...options: string[]): string {
  git(place, 'clone', '-q', ...options, `file://${origin}`, name);
  return join(place, name);
}

beforeAll(() => {
  mkdirSync(origin);
  git(origin, 'init', '-q');
  commits.push(commit(origin, 'a.ts'), commit(origin, 'b.ts'), commit(origin, 'c.ts'));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

test('a branch is compared with where it has left the main branch', () => {
  const root = clone('branch');
  git(root, 'checkout', '-q', '-b', 'mine', String(commits[1]));
  commit(root, 'mine.ts');
  expect(changesSinceBase({ root, given: undefined })).toEqual({ base: commits[1], files: ['mine.ts'] });
});

test('the main branch is compared with the commit in .ci/base', () => {
  commit(origin, '.ci/base', `${commits[1]}\n`);
  const root = clone('main');
  expect(changesSinceBase({ root, given: undefined })).toEqual({ base: commits[1], files: ['.ci/base', 'c.ts'] });
});

test('a named commit goes first', () => {
  const root = clone('named');
  expect(changesSinceBase({ root, given: commits[0] })).toEqual({ base: commits[0], files: ['.ci/base', 'b.ts', 'c.ts'] });
});

test.each([
  ['a shallow clone', () => clone('shallow', '--depth=1'), undefined],
  ['a name that is none', () => clone('unknown'), 'gone'],
  ['a folder without git', () => place, undefined],
])('the base of %s is not known', (_name, root, given) => {
  expect(changesSinceBase({ root: root(), given })).toBeUndefined();
});
