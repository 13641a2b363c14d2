import { chmodSync, cpSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { command } from '../../libs/servers/src/command.js';
import { isExecutable } from '../../libs/servers/src/find.js';
import { ownFolder } from '../../libs/servers/src/server-user.js';
import { ROOT } from '../stack/workspace/paths.mjs';
import { add, failure, none, success } from './counts.mjs';
import { withSystem } from './started-system.mjs';

/**
 * The two commands of the README through npm, as on a machine that has only Node and npm: in a mount namespace without
 * Postgres, Redis, ffmpeg, Chromium and Firefox, in a path with a space, first as a plain user from a bare copy of the
 * checkout, then as root with everything fetched once more. The scripts of packages, the environment of npm and the rights of
 * the user are part of it: a start by `node` sees none of them.
 */
const HIDDEN = /^(postgres|initdb|pg_ctl|redis-server|valkey-server|ffmpeg|ffprobe|chromium.*|google-chrome.*|firefox.*)$/;
const HIDDEN_FOLDERS = ['/usr/lib/postgresql'];
/** What apt believes to be installed: without it, apt would fetch nothing of a hidden program. */
const INSTALLED = '/var/lib/dpkg/status';
const HIDDEN_PACKAGE = /^Package: (postgresql|redis|valkey|ffmpeg|chromium|firefox)/m;
/** Not in the copy: what an install, a build or a start makes. */
const MADE = new Set(['.git', 'node_modules', 'dist', '.veza', '.nx', 'coverage']);
/** One spec that needs Postgres, Redis and ffmpeg. */
const SPEC = 'apps/media/test/originals';
/** Any user without rights will do: `nobody` of Debian. */
const PLAIN_USER = { uid: 65_534, gid: 65_534 };
const TEST_MS = 10 * 60_000;

/** @returns {Promise<import('./counts.mjs').Counts>} */
export async function runFirstContact() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    console.log('skipped: only root on Linux can hide programs');
    return none();
  }
  const folder = mkdtempSync(join(tmpdir(), 'veza first contact '));
  try {
    const checkout = join(folder, 'veza');
    cpSync(ROOT, checkout, { recursive: true, filter: (path) => !MADE.has(basename(path)) });
    const home = join(folder, 'home');
    chmodSync(folder, 0o755);
    for (const each of [checkout, home]) ownFolder(each, PLAIN_USER);
    const installed = join(folder, 'installed');
    writeFileSync(installed, packagesBesides(HIDDEN_PACKAGE));
    const env = { ...environment(), HOME: home, npm_config_registry: await registry() };
    const total = none();
    add(total, await bothCommands(checkout, { name: 'a plain user', prefix: asPlainUser, env, installed }));
    rmSync(join(checkout, '.veza'), { recursive: true, force: true });
    add(total, await bothCommands(checkout, { name: 'root', prefix: [], env, installed }));
    return total;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} checkout
 * @param {{ name: string, prefix: string[], env: NodeJS.ProcessEnv, installed: string }} user prefix: of a command, which
 *   makes it one of this user; installed: a file for the place of INSTALLED
 */
async function bothCommands(checkout, { name, prefix, env, installed }) {
  const counts = none();
  const results = join(checkout, 'results of the first contact');
  ownFolder(results, PLAIN_USER); // root writes there, too
  const program = hiding(installed, [...prefix, 'npm', 'start', '--', '--empty']);
  const status = await withSystem({ results, env, program, cwd: checkout }, async ({ VEZA_REST_URL }) => {
    const [products, page] = await Promise.all([fetch(`${VEZA_REST_URL}/api/v1/products`), fetch(`${VEZA_REST_URL}/app/`)]);
    return [products.status, page.status].join(' ');
  });
  add(counts, status === '200 200' ? success() : failure(`npm start as ${name}: ${status ?? 'it did not start'}`));
  const [file = '', ...args] = hiding(installed, [...prefix, 'npm', 'test', '--', SPEC]);
  const { code } = await command(file, args, { cwd: checkout, env, limitMs: TEST_MS });
  add(counts, code === 0 ? success() : failure(`npm test -- ${SPEC} as ${name} ended with ${code}`));
  return counts;
}

/** The command in a mount namespace of its own, in which the programs cannot be run. @param {string} installed @param {string[]} words */
function hiding(installed, words) {
  const files = (process.env.PATH ?? '').split(delimiter).flatMap(programsIn);
  const mounts = [
    ...[...new Set(files)].flatMap((file) => ['--bind', '/dev/null', file]),
    ...HIDDEN_FOLDERS.filter(isThere).flatMap((folder) => ['--types=tmpfs', 'none', folder]),
    ...(isThere(INSTALLED) ? ['--bind', installed, INSTALLED] : []),
  ];
  const script = 'while [ "$1" != -- ]; do mount "$1" "$2" "$3"; shift 3; done; shift; exec "$@"';
  return ['unshare', '--mount', '--propagation', 'private', 'sh', '-e', '-c', script, 'sh', ...mounts, '--', ...words];
}

/** @param {string} folder @returns {string[]} */
function programsIn(folder) {
  if (!isThere(folder)) return [];
  return readdirSync(folder)
    .filter((name) => HIDDEN.test(name))
    .map((name) => join(folder, name))
    .filter(isExecutable);
}

/** @param {string} path */
const isThere = (path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** @param {RegExp} hidden */
function packagesBesides(hidden) {
  if (!isThere(INSTALLED)) return '';
  const paragraphs = readFileSync(INSTALLED, 'utf8').split(/\n\n+/);
  return `${paragraphs.filter((paragraph) => !hidden.test(paragraph)).join('\n\n')}\n`;
}

const asPlainUser = ['setpriv', `--reuid=${PLAIN_USER.uid}`, `--regid=${PLAIN_USER.gid}`, '--clear-groups', '--inh-caps=-all'];

/** Of this environment what concerns the machine, not what names servers or tunes the project. */
function environment() {
  const kept = Object.entries(process.env).filter(([name]) => /^(PATH|LANG|TZ|TMPDIR|CI|SSL_.*|NODE_EXTRA_CA_CERTS)$/.test(name));
  return Object.fromEntries(kept);
}

/** The registry of this machine, which the home folder of another user does not name. npm also prints warnings. */
async function registry() {
  const { output } = await command('npm', ['config', 'get', 'registry'], { cwd: '/', quiet: true });
  return /^https?:.*$/m.exec(output)?.[0];
}
