import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchProgram } from './fetch/packages.js';
import { freePort } from './ports.js';
import { RunningServer } from './running-server.js';
import { newPassword } from './secrets.js';
import { SetupError } from './setup-error.js';

/**
 * The S3 server of the tests and of larger topologies. Servers of npm do not check signatures or refuse to abort uploads,
 * and MinIO is in no distribution. What only AWS has (KMS, bucket policies, checksums in trailers) is not tested.
 */
const SWIFT = {
  name: 'OpenStack Swift',
  apt: 'python3-swift',
  brew: 'openstack-swift',
  programs: [],
  way: 'run this on a Debian or Ubuntu',
};
const SCRIPT = fileURLToPath(new URL('swift-server.py', import.meta.url));
const [ACCOUNT, USER, BUCKET] = ['veza', 'media', 'media'];
const CALL_MS = 10_000;

/** @type {typeof import('./index.d.ts').provideSwift} */
export async function provideSwift(state, say) {
  const { VEZA_SWIFT_ROOT: named } = process.env;
  if (named && existsSync(modules(named))) return named;
  const bin = await fetchProgram(SWIFT, state, say);
  const root = bin && join(bin, '../root');
  if (!root || !existsSync(modules(root))) throw new SetupError(`Swift was fetched but is not there: ${SWIFT.way}.`);
  return root;
}

/** @type {typeof import('./index.d.ts').startSwift} */
export async function startSwift(root, options = {}) {
  const throwAway = options.folder === undefined;
  const given = options.folder ?? mkdtempSync(join(tmpdir(), 'veza-swift-'));
  mkdirSync(given, { recursive: true, mode: 0o700 });
  const folder = realpathSync(given);
  const port = options.port ?? (await freePort());
  const secretAccessKey = options.password ?? newPassword();
  const settings = join(folder, 'settings.json'); // a file, because every user can read the arguments of a process
  writeFileSync(settings, JSON.stringify({ folder, port, account: ACCOUNT, user: USER, secret: secretAccessKey }), {
    mode: 0o600,
  });
  const { python, environment } = pythonOf(root);
  const url = `http://127.0.0.1:${port}`;
  const server = new RunningServer({
    name: 'Swift',
    url,
    port,
    folder,
    command: '/usr/bin/env',
    args: [...environment, python, SCRIPT, settings],
    logFile: options.logFile ?? join(folder, 'server.log'),
    user: undefined,
    throwAway,
    signal: options.signal,
    spawned: options.spawned,
    isReady: () =>
      fetch(`${url}/info`, { signal: AbortSignal.timeout(2_000) }).then(
        ({ ok }) => ok,
        () => false,
      ),
    stops: [{ signal: 'SIGTERM', waitMs: 5_000 }],
  });
  await server.start();
  try {
    await makeBucket(url, secretAccessKey);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const variables = {
    MEDIA_STORE: 's3',
    MEDIA_S3_BUCKET: BUCKET,
    MEDIA_S3_REGION: 'us-east-1',
    MEDIA_S3_ENDPOINT: url,
    MEDIA_S3_PATH_STYLE: 'true',
    MEDIA_S3_ACCESS_KEY: `${ACCOUNT}:${USER}`,
    MEDIA_S3_SECRET_KEY: secretAccessKey,
  };
  return Object.assign(server, { variables });
}

/** Through the interface of Swift itself, in which a bucket is a container. @param {string} url @param {string} secret */
async function makeBucket(url, secret) {
  const login = await fetch(`${url}/auth/v1.0`, {
    headers: { 'x-auth-user': `${ACCOUNT}:${USER}`, 'x-auth-key': secret },
    signal: AbortSignal.timeout(CALL_MS),
  });
  const made = await fetch(`${login.headers.get('x-storage-url')}/${BUCKET}`, {
    method: 'PUT',
    headers: { 'x-auth-token': login.headers.get('x-auth-token') ?? '' },
    signal: AbortSignal.timeout(CALL_MS),
  });
  if (!made.ok) throw new SetupError(`Swift did not make its bucket (${login.status}, ${made.status}).`);
}

/** @param {string} root */
const modules = (root) => join(root, 'usr/lib/python3/dist-packages');

/** The Python of the machine, or the fetched one where the machine has none. @param {string} root */
function pythonOf(root) {
  const fetched = ['3.11', '3.12', '3.13', '3.14'].map((version) => join(root, `usr/bin/python${version}`)).find(existsSync);
  const libraries = readdirSync(join(root, 'usr/lib'), { withFileTypes: true }).filter(({ name }) => name.endsWith('-linux-gnu'));
  return {
    python: fetched ?? '/usr/bin/python3', // not one of PATH: the modules are compiled for Debian's
    environment: [
      `PYTHONPATH=${modules(root)}`,
      'PYTHONDONTWRITEBYTECODE=1',
      `LD_LIBRARY_PATH=${libraries.map(({ name }) => join(root, 'usr/lib', name)).join(':')}`,
      ...(fetched ? [`PYTHONHOME=${join(root, 'usr')}`] : []),
    ],
  };
}
