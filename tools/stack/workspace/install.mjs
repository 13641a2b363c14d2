import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../../../libs/servers/src/setup-error.js';
import { command } from '../../../libs/servers/src/command.js';
import { withLock } from './lock.mjs';
import { npmEnvironment } from '../../../libs/servers/src/fetch/npm-cache.js';
import { ROOT, STATE } from './paths.mjs';

const LOCKFILE = join(ROOT, 'package-lock.json');
const INSTALLED = join(ROOT, 'node_modules/.package-lock.json');
const STAMP = join(ROOT, 'node_modules/.veza-lockfile');

/** `npm ci`, unless node_modules already matches the lockfile. @param {(text: string) => void} say */
export async function ensureInstalled(say) {
  if (isInstalled()) return;
  await withLock('install', async () => {
    if (isInstalled()) return;
    say('installing packages (npm ci; a minute or two the first time)');
    const { code, output } = await command('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: ROOT,
      quiet: true,
      env: { ...process.env, ...npmEnvironment(STATE) },
    });
    if (code !== 0) throw new SetupError(`npm ci failed: ${lastError(output)} (run "npm ci" to see all of it).`);
    writeFileSync(STAMP, lockfileHash());
  });
}

function isInstalled() {
  if (!existsSync(INSTALLED)) return false;
  if (statSync(INSTALLED).mtimeMs >= statSync(LOCKFILE).mtimeMs) return true;
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockfileHash(); // git checkout changes the mtime of unchanged files
}

function lockfileHash() {
  return createHash('sha256').update(readFileSync(LOCKFILE)).digest('hex');
}

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new SetupError(`Node ${process.versions.node} is too old: install Node 20.19 or newer.`);
}

/** The first lines of npm's report; the path of a file error is in the third one. @param {string} output */
function lastError(output) {
  const lines = output.split('\n').filter((line) => line.startsWith('npm error') && !/complete log|A complete/.test(line));
  return (lines.slice(0, 3).join(' ') || output.trim().split('\n').at(-1) || 'no reason given').replaceAll('npm error ', '');
}
