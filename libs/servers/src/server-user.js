import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './setup-error.js';

/**
 * The user of the Postgres process, because Postgres refuses to run as root: `postgres` if a package created it,
 * `veza-postgres` if earlier versions created it, else `nobody`. No user is created: a start leaves the system as it is.
 *
 * @returns {{ uid: number, gid: number, name: string } | undefined} undefined if this process does not run as root
 */
export function serverUser() {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'veza-postgres', 'nobody']) {
    const [, , uid, gid] = users.find(([first]) => first === name) ?? [];
    if (uid !== undefined) return { name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }; // macOS has -2
  }
  throw new SetupError('Postgres cannot run as root, and there is no user named postgres or nobody: run as an ordinary user.');
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
