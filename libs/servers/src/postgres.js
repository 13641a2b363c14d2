import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPostgres } from './find.js';
import { freePort } from './ports.js';
import { endProcess, identify, workingFolder } from './processes.js';
import { RunningServer } from './running-server.js';
import { newPassword } from './secrets.js';
import { ownFolder, serverUser } from './server-user.js';
import { SetupError } from './setup-error.js';

/** Small values: the whole platform must fit on a laptop beside a browser and an editor. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '32MB',
  max_connections: '120',
  max_wal_size: '256MB',
  work_mem: '4MB',
  jit: 'off',
  // The details of an error have values of rows, which are personal data that no erasure would find in a log.
  log_error_verbosity: 'terse',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/** Data of a temporary server must survive a crash of the process, but not of the machine. */
const THROW_AWAY = { fsync: 'off', full_page_writes: 'off' };

/** @type {typeof import('./index.d.ts').startPostgres} */
export async function startPostgres(options = {}) {
  const installation = options.installation ?? findPostgres();
  if (!installation)
    throw new SetupError(
      'No Postgres 15 or newer with btree_gist, pg_trgm and unaccent was found: install it, or name one by DATABASE_URL.',
    );
  const user = serverUser();
  const throwAway = options.folder === undefined;
  const folder = realFolder(options.folder ?? mkdtempSync(join(tmpdir(), 'veza-postgres-')));
  const password = options.password ?? newPassword();
  ownFolder(folder, user);
  if (!existsSync(join(folder, 'PG_VERSION'))) initialise(installation.bin, folder, password, user);
  const port = options.port ?? (await freePort()); // after the seconds of initdb, in which it could be taken
  const settings = { ...SETTINGS, ...(throwAway && THROW_AWAY), port: String(port), ...options.settings };
  const server = new RunningServer({
    name: 'Postgres',
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    port,
    folder,
    command: join(installation.bin, 'postgres'),
    args: ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    logFile: options.logFile ?? join(folder, 'server.log'),
    user,
    throwAway,
    signal: options.signal,
    spawned: options.spawned,
    isReady: async () => status(folder).state === 'ready',
    stops: [
      { signal: 'SIGINT', waitMs: 15_000 }, // "fast": ends connections, writes a checkpoint
      { signal: 'SIGQUIT', waitMs: 5_000 },
    ],
    beforeStart: () => clearFolder(folder),
  });
  await server.start();
  return server;
}

/** The real path, because it is compared with the working folder of a process. @param {string} folder */
function realFolder(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return realpathSync(folder);
}

/**
 * @param {string} bin @param {string} folder @param {string} password
 * @param {{uid: number, gid: number} | undefined} user
 */
function initialise(bin, folder, password, user) {
  for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true }); // left by an interrupted first start
  const passwordFile = mkdtempSync(join(tmpdir(), 'veza-initdb-'));
  const file = join(passwordFile, 'password');
  writeFileSync(file, password, { mode: 0o600 });
  if (user) for (const path of [passwordFile, file]) chownSync(path, user.uid, user.gid);
  const args = [
    '-D',
    folder,
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '-A',
    'scram-sha-256',
    `--pwfile=${file}`,
    '--no-sync',
    '--no-instructions',
  ];
  const options = { cwd: '/', encoding: /** @type {const} */ ('utf8'), ...(user && { uid: user.uid, gid: user.gid }) };
  let answer = spawnSync(join(bin, 'initdb'), args, options);
  if (answer.status !== 0 && /locale/.test(answer.stderr ?? '')) {
    answer = spawnSync(
      join(bin, 'initdb'),
      args.map((arg) => (arg === '--locale=C.UTF-8' ? '--locale=C' : arg)),
      options,
    );
  }
  rmSync(passwordFile, { recursive: true });
  if (answer.status !== 0) {
    const why = (answer.stderr || String(answer.error ?? ''))
      .trim()
      .split('\n')
      .find((line) => /error|could not|denied/i.test(line));
    throw new SetupError(`Postgres could not make its data folder ${folder}: ${why ?? 'initdb failed'}.`);
  }
}

/** The postmaster's identity from its lock file. @param {string} folder */
function status(folder) {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), state: lines[7]?.trim() };
  } catch {
    return { pid: 0, state: undefined };
  }
}

/**
 * Ends a postmaster that an earlier launcher left running, so that the next one starts from a known state. Removes a lock file
 * whose process id belongs to another process now: Postgres itself would refuse to start.
 *
 * @param {string} folder
 */
async function clearFolder(folder) {
  const { pid } = status(folder);
  if (pid === 0) return;
  if (workingFolder(pid) !== folder) {
    rmSync(join(folder, 'postmaster.pid'), { force: true });
    await sleep(200); // within this time the backends of a killed postmaster release its shared memory
    return;
  }
  const ended = await endProcess(identify(pid), [
    { signal: 'SIGINT', waitMs: 15_000 },
    { signal: 'SIGQUIT', waitMs: 5_000 },
  ]);
  if (!ended)
    throw new SetupError(
      `A Postgres (process ${pid}) still holds ${folder} and did not stop: end it with "kill ${pid}" and start again.`,
    );
}
