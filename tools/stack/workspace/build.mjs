import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../../../libs/servers/src/setup-error.js';
import { command } from '../../../libs/servers/src/command.js';
import { withLock } from './lock.mjs';
import { CHECKOUT, ROOT } from './paths.mjs';

const STAMP = join(CHECKOUT, 'build-stamp');
const BUILDERS = [
  '.swcrc',
  'nx.json',
  'package-lock.json',
  'tools/build/bundle.mjs',
  'tools/build/bundle-options.mjs',
  'tools/build/packages.mjs',
  'node_modules/@swc/core/package.json',
  'node_modules/rolldown/package.json',
];

/**
 * Builds libraries and apps. Nx needs about a second even when nothing has changed, so a stamp over name, size and mtime of
 * every source is compared first.
 *
 * @param {(text: string) => void} say
 */
export async function ensureBuilt(say) {
  if (isBuilt()) return;
  await withLock('build', async () => {
    if (isBuilt()) return;
    say('building');
    const stamp = sourceStamp(); // computed before: files changed during the build are built again the next time
    const { code, output } = await command(join(ROOT, 'node_modules/.bin/nx'), ['run-many', '-t', 'build', '--parallel=2'], {
      cwd: ROOT,
      quiet: true,
      env: { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', CI: 'true', FORCE_COLOR: '0' },
    });
    if (code !== 0) {
      process.stderr.write(output);
      throw new SetupError('The build failed, see the messages above.');
    }
    writeFileSync(STAMP, stamp);
  });
}

/**
 * Builds what was never built. Specs beside the code need built threads, though not their newest state.
 *
 * @param {(text: string) => void} say
 */
export async function ensureBuiltOnce(say) {
  if (!existsSync(STAMP)) await ensureBuilt(say);
}

function isBuilt() {
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== sourceStamp()) return false;
  return ['index', 'main'].every((entry) => projects().every((folder) => wasBuilt(folder, entry)));
}

/** @param {string} folder @param {string} entry */
function wasBuilt(folder, entry) {
  if (existsSync(join(folder, 'src/main.tsx'))) return existsSync(join(folder, 'dist/index.html'));
  return !existsSync(join(folder, `src/${entry}.ts`)) || existsSync(join(folder, `dist/${entry}.js`));
}

/** Folders of the sources that a build reads. */
export const sourceFolders = () => projects().map((folder) => join(folder, 'src'));

/** Folders of libraries and apps that have sources to build. */
function projects() {
  const folders = ['libs', 'apps'].flatMap((group) => readdirSync(join(ROOT, group)).map((name) => join(ROOT, group, name)));
  return folders.filter((folder) => ['index.ts', 'main.ts', 'main.tsx'].some((entry) => existsSync(join(folder, 'src', entry))));
}

function sourceStamp() {
  const hash = createHash('sha256');
  for (const file of BUILDERS) note(hash, join(ROOT, file));
  for (const folder of projects()) {
    note(hash, join(folder, 'package.json'));
    for (const file of readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' }).sort())
      note(hash, join(folder, 'src', file));
  }
  return hash.digest('hex');
}

/** @param {import('node:crypto').Hash} hash @param {string} file */
function note(hash, file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile()) hash.update(`${file}\0${stat.size}\0${stat.mtimeMs}\n`);
}
