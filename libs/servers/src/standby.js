import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { startPostgres } from './postgres.js';

/** @type {typeof import('./index.d.ts').startStandby} */
export async function startStandby(primary, { folder, settings, ...options }) {
  if (!isStandbyOf(folder, primary.folder)) await copyStopped(primary, folder);
  const { username, password, hostname, port } = new URL(primary.url);
  const line = `host=${hostname} port=${port} user=${username} password=${password} application_name=standby`;
  // A file, because every user can read the arguments of a process. Each start has another port.
  writeFileSync(join(folder, 'postgresql.auto.conf'), `primary_conninfo = '${line}'\n`, { mode: 0o600 });
  return startPostgres({ ...options, folder, password, settings });
}

/** A promoted server has lost the first file; a primary that was made anew has another id. @param {string} folder @param {string} primary */
function isStandbyOf(folder, primary) {
  return existsSync(join(folder, 'standby.signal')) && idOf(folder).equals(idOf(primary));
}

/** The first bytes of this file are the id of the data, which a copy shares. @param {string} folder */
function idOf(folder) {
  const id = Buffer.alloc(8);
  const file = openSync(join(folder, 'global/pg_control'), 'r');
  readSync(file, id);
  closeSync(file);
  return id;
}

/**
 * The files of a stopped server are a whole copy: no tool and no connection is needed, and pg_basebackup is not a part of
 * every installation.
 *
 * @param {import('./index.d.ts').RunningServer} primary @param {string} folder
 */
async function copyStopped(primary, folder) {
  const unfinished = `${folder}.unfinished`;
  for (const each of [folder, unfinished]) rmSync(each, { recursive: true, force: true });
  await primary.stop();
  await cp(primary.folder, unfinished, { recursive: true });
  writeFileSync(join(unfinished, 'standby.signal'), '');
  renameSync(unfinished, folder);
  await primary.start();
}
