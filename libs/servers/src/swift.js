import { existsSync, mkdtempSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchProgram } from './fetch/packages.js';
import { freePort } from './ports.js';
import { RunningServer } from './running-server.js';
import { newPassword } from './secrets.js';
import { SetupError } from './setup-error.js';

/**
 * The S3 server of the tests. Servers of npm do not check signatures or refuse to abort uploads, and MinIO is in no
 * distribution. What only AWS has (KMS, bucket policies, checksums in trailers) is not tested.
 */
const SWIFT = {
  name: 'OpenStack Swift',
  apt: 'python3-swift',
  brew: 'openstack-swift',
  programs: [],
  way: 'run the tests of the S3 store on a Debian or Ubuntu',
};
const SCRIPT = fileURLToPath(new URL('swift-server.py', import.meta.url));
const [ACCOUNT, USER] = ['veza', 'media'];

/** @type {typeof import('./index.d.ts').provideSwift} */
export async function provideSwift(state, say) {
  const bin = await fetchProgram(SWIFT, state, say);
  const root = bin && join(bin, '../root');
  if (!root || !existsSync(modules(root))) throw new SetupError(`Swift was fetched but is not there: ${SWIFT.way}.`);
  return root;
}

/** @type {typeof import('./index.d.ts').startSwift} */
export async function startSwift(root) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'veza-swift-')));
  const port = await freePort();
  const secretAccessKey = newPassword();
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
    logFile: join(folder, 'server.log'),
    user: undefined,
    throwAway: true,
    isReady: () =>
      fetch(`${url}/info`, { signal: AbortSignal.timeout(2_000) }).then(
        ({ ok }) => ok,
        () => false,
      ),
    stops: [{ signal: 'SIGTERM', waitMs: 5_000 }],
  });
  await server.start();
  return Object.assign(server, { accessKeyId: `${ACCOUNT}:${USER}`, secretAccessKey });
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
