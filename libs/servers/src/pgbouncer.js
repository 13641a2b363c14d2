import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchProgram } from './fetch/packages.js';
import { isExecutable, onPath } from './find.js';
import { freePort } from './ports.js';
import { RunningServer } from './running-server.js';
import { ownFolder, serverUser } from './server-user.js';
import { SetupError } from './setup-error.js';

const PGBOUNCER = {
  name: 'PgBouncer',
  apt: 'pgbouncer',
  brew: 'pgbouncer',
  programs: ['pgbouncer'],
  folder: 'usr/sbin',
  way: 'install pgbouncer',
};

/** @type {typeof import('./index.d.ts').providePgbouncer} */
export async function providePgbouncer(state, say) {
  const named = process.env.VEZA_PGBOUNCER ? [process.env.VEZA_PGBOUNCER] : [];
  const find = (/** @type {string | undefined} */ folder) =>
    [...named, ...(folder === undefined ? [] : [join(folder, 'pgbouncer')]), '/usr/sbin/pgbouncer', ...onPath('pgbouncer')].find(
      isExecutable,
    );
  const found = find(undefined) ?? find(await fetchProgram(PGBOUNCER, state, say));
  if (!found) throw new SetupError(`PgBouncer was fetched but is not there: ${PGBOUNCER.way}.`);
  return found;
}

/** @type {typeof import('./index.d.ts').startPgbouncer} */
export async function startPgbouncer(file, postgresUrl, users, options = {}) {
  const throwAway = options.folder === undefined;
  const given = options.folder ?? mkdtempSync(join(tmpdir(), 'veza-pgbouncer-'));
  rmSync(given, { recursive: true, force: true }); // it has no data
  mkdirSync(given, { mode: 0o700 });
  const folder = realpathSync(given);
  const { hostname, port: postgresPort } = new URL(postgresUrl);
  const port = options.port ?? (await freePort());
  const list = join(folder, 'users.txt');
  const all = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'scram-sha-256',
    auth_file: list,
    pool_mode: 'transaction',
    default_pool_size: 10,
    max_client_conn: 500,
    ...options.settings,
  };
  writeFileSync(
    list,
    Object.entries(users)
      .map(([name, password]) => `"${name}" "${password}"\n`)
      .join(''),
    { mode: 0o600 },
  );
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    [
      '[databases]',
      `* = host=${hostname} port=${postgresPort}`,
      '[pgbouncer]',
      ...Object.entries(all).map(([name, value]) => `${name} = ${value}`),
    ].join('\n'),
  );
  const user = serverUser(); // it refuses to run as root
  ownFolder(folder, user);
  const server = new RunningServer({
    name: 'PgBouncer',
    url: `postgres://127.0.0.1:${port}`,
    port,
    folder,
    command: file,
    args: [join(folder, 'pgbouncer.ini')],
    logFile: options.logFile ?? join(folder, 'server.log'),
    user,
    throwAway,
    signal: options.signal,
    spawned: options.spawned,
    isReady: () => accepts(port),
    stops: [
      { signal: 'SIGINT', waitMs: 2_000 }, // waits for its clients
      { signal: 'SIGTERM', waitMs: 5_000 },
    ],
  });
  await server.start();
  return server;
}

/** @param {number} port @returns {Promise<boolean>} */
const accepts = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.setTimeout(2_000, () => socket.destroy(new Error('no reply')));
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
