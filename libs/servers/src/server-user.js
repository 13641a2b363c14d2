import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './setup-error.js';

/**
 * The user of the Postgres process, because Postgres refuses to run as root: `postgres` if a package created it, else
 * `veza-postgres`, which is created here.
 *
 * @returns {{ uid: number, gid: number, name: string } | undefined} undefined if this process does not run as root
 */
export function serverUser() {
  if (process.getuid?.() !== 0) return undefined;
  const known = lookUp('postgres') ?? lookUp('veza-postgres');
  if (known) return known;
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'veza-postgres'], {
      stdio: 'pipe',
    });
  } catch {
    throw new SetupError(
      'Postgres cannot run as root and no user could be made for it: run as an ordinary user, or make a user named postgres.',
    );
  }
  return lookUp('veza-postgres');
}

/** @param {string} name */
function lookUp(name) {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (!line) return undefined;
  const [, , uid, gid] = line.split(':');
  return { name, uid: Number(uid), gid: Number(gid) };
}

/** Whether the user can enter the folder and all folders above it. @param {string} folder @param {{uid: number, gid: number} | undefined} user */
export function canEnter(folder, user) {
  const answer = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    cwd: '/',
    ...(user && { uid: user.uid, gid: user.gid }),
  });
  return answer.status === 0;
}

/** Creates the folder, closed to other users, and makes the user the owner of it and its content. @param {string} folder @param {{uid: number, gid: number} | undefined} user */
export function ownFolder(folder, user) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) handOver(folder, user);
}

/** @param {string} path @param {{uid: number, gid: number}} user */
function handOver(path, user) {
  const stat = lstatSync(path);
  if (stat.uid === user.uid) return; // a folder of this user contains no files of another user
  chownSync(path, user.uid, user.gid);
  if (!stat.isDirectory()) return;
  for (const entry of readdirSync(path)) handOver(join(path, entry), user);
}
