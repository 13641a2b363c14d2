import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../../../..');
const BUILT = join(ROOT, '.veza/releases');
const SERVICES = ['gateway', 'chat', 'media', 'catalog', 'booking'];
const BUILD_MS = 600_000;
const LastRelease = z.object({ version: z.string(), commit: z.string() });
const exec = promisify(execFile);

/** A built version of the platform. */
export interface Release {
  readonly name: string;
  /** Its `apps` have the built programs. */
  readonly folder: string;
}

export const HEAD: Release = { name: 'this version', folder: ROOT };

/**
 * The version before this one (`last-release.json`), built from the repository. Its packages are those of this version: their
 * versions are a part of the bundle, and a native one must fit the machine. Where the history does not reach back to it, as
 * in a shallow clone, it is this version.
 */
export async function lastRelease(): Promise<Release> {
  const { version, commit } = LastRelease.parse(JSON.parse(await readFile(join(ROOT, 'apps/e2e/last-release.json'), 'utf8')));
  const isKnown = await exec('git', ['cat-file', '-e', `${commit}^{tree}`], { cwd: ROOT }).then(
    () => true,
    () => false,
  );
  if (!isKnown) return { ...HEAD, name: `this version (${version} is not in this clone)` };
  const folder = join(BUILT, commit);
  await rm(folder, { recursive: true, force: true });
  await mkdir(BUILT, { recursive: true });
  await exec('git', ['clone', '--quiet', '--shared', '--no-checkout', ROOT, folder]);
  await exec('git', ['checkout', '--quiet', commit], { cwd: folder });
  await linkPackages(folder);
  const projects = SERVICES.map((name) => `@veza/${name}`).join();
  const nx = join(folder, 'node_modules/.bin/nx');
  await exec(nx, ['run-many', '-t', 'build', '-p', projects], { cwd: folder, timeout: BUILD_MS, maxBuffer: 64 << 20 });
  return { name: version, folder };
}

/** The packages of the workspace are its own: their links lead to folders beside them. */
async function linkPackages(folder: string): Promise<void> {
  const from = join(ROOT, 'node_modules');
  const to = join(folder, 'node_modules');
  await mkdir(to);
  const names = (await readdir(from)).filter((name) => name !== '@veza');
  await Promise.all(names.map((name) => symlink(join(from, name), join(to, name))));
  await cp(join(from, '@veza'), join(to, '@veza'), { recursive: true, verbatimSymlinks: true });
}
