import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedis } from './find.js';
import { freePort } from './ports.js';
import { endProcess, identify, workingFolder } from './processes.js';
import { RunningServer } from './running-server.js';
import { newPassword } from './secrets.js';
import { SetupError } from './setup-error.js';

/** Redis stores queues and streams: no key may be evicted, and they must survive a restart. */
const SETTINGS = {
  bind: '127.0.0.1',
  'protected-mode': 'yes',
  appendonly: 'yes',
  appendfsync: 'everysec',
  save: '""',
  'maxmemory-policy': 'noeviction',
  daemonize: 'no',
  pidfile: 'redis.pid',
};

/** @type {typeof import('./index.d.ts').startRedis} */
export async function startRedis(options = {}) {
  const found = options.file ?? findRedis()?.file;
  if (!found) throw new SetupError('No Redis 7.0 or newer was found: install redis-server, or name one by REDIS_URL.');
  const throwAway = options.folder === undefined;
  const given = options.folder ?? mkdtempSync(join(tmpdir(), 'veza-redis-'));
  mkdirSync(given, { recursive: true, mode: 0o700 });
  const folder = realpathSync(given); // as in the working folder of a process
  const password = options.password ?? newPassword();
  const port = options.port ?? (await freePort());
  const settings = {
    ...SETTINGS,
    ...(throwAway && { appendfsync: 'no' }),
    dir: quoted(folder),
    port: String(port),
    requirepass: password,
    ...options.settings,
  };
  const configuration = join(folder, 'redis.conf'); // a file, because every user can read the arguments of a process
  const server = new RunningServer({
    name: 'Redis',
    url: `redis://:${password}@127.0.0.1:${port}`,
    port,
    folder,
    command: found,
    args: [configuration],
    logFile: options.logFile ?? join(folder, 'server.log'),
    user: undefined,
    throwAway,
    signal: options.signal,
    spawned: options.spawned,
    isReady: () => answersPing(port, password),
    stops: [{ signal: 'SIGTERM', waitMs: 10_000 }],
    beforeStart: async () => {
      await clearFolder(folder);
      const lines = [...Object.entries(settings).map(([name, value]) => `${name} ${value}`), ...(options.users ?? [])];
      writeFileSync(configuration, `${lines.join('\n')}\n`, { mode: 0o600 });
    },
    wipe: async () => rmSync(join(folder, 'appendonlydir'), { recursive: true, force: true }),
  });
  await server.start();
  return server;
}

/** A text as one argument of a configuration line. @param {string} text */
function quoted(text) {
  return `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

/** @param {number} port @param {string} password @returns {Promise<boolean>} */
function answersPing(port, password) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const finish = (/** @type {boolean} */ ready) => {
      socket.destroy();
      resolve(ready);
    };
    let answer = '';
    socket.setTimeout(1_000, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (answer.includes('+PONG')) finish(true);
      else if (/^-/m.test(answer)) finish(false); // still loading its data
    });
  });
}

/** Ends the Redis that an earlier launcher left in this folder. @param {string} folder */
async function clearFolder(folder) {
  let pid = 0;
  try {
    pid = Number(readFileSync(join(folder, 'redis.pid'), 'utf8'));
  } catch {
    return;
  }
  if (!pid || workingFolder(pid) !== folder) return;
  const ended = await endProcess(identify(pid), [
    { signal: 'SIGTERM', waitMs: 10_000 },
    { signal: 'SIGKILL', waitMs: 5_000 },
  ]);
  if (!ended)
    throw new SetupError(
      `A Redis (process ${pid}) still holds ${folder} and did not stop: end it with "kill ${pid}" and start again.`,
    );
}
