import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

export const POSTGRES_FLOOR = 15;
export const REDIS_FLOOR = 7;
export const EXTENSIONS = ['btree_gist', 'pg_trgm', 'unaccent'];

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Every path on PATH of this program, in order. @param {string} name */
export function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).filter(isExecutable);
}

/** By file: tests start hundreds of servers. @type {Map<string, string>} */
const versions = new Map();

/** The number that the pattern finds in the output of `program --version`. @param {string} file @param {RegExp} pattern */
function majorVersion(file, pattern) {
  const text = versions.get(file) ?? spawnSync(file, ['--version'], { encoding: 'utf8', cwd: '/' }).stdout ?? '';
  if (text) versions.set(file, text);
  const major = pattern.exec(text)?.[1];
  return major === undefined ? undefined : Number(major);
}

/** @param {string} folder @returns {string[]} */
function subfolders(folder) {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/** Usual folders of Postgres that are not on PATH, newest version first. */
function postgresFolders() {
  const debian = subfolders('/usr/lib/postgresql');
  const brew = ['/opt/homebrew/opt', '/usr/local/opt', '/home/linuxbrew/.linuxbrew/opt']
    .flatMap(subfolders)
    .filter((folder) => /\/postgresql@\d+$/.test(folder));
  const version = (/** @type {string} */ folder) => Number(/(\d+)$/.exec(folder)?.[1] ?? 0);
  return [...debian, ...brew].sort((a, b) => version(b) - version(a)).map((folder) => join(folder, 'bin'));
}

/** @param {string} bin @returns {import('./index.d.ts').PostgresInstallation | undefined} */
export function inspectPostgres(bin) {
  if (!isExecutable(join(bin, 'postgres')) || !isExecutable(join(bin, 'initdb'))) return undefined;
  const major = majorVersion(join(bin, 'postgres'), /PostgreSQL\) (\d+)/);
  if (major === undefined) return undefined;
  const root = dirname(bin);
  const shares = [
    `/usr/share/postgresql/${major}`,
    join(root, 'share/postgresql'),
    join(root, `share/postgresql@${major}`),
    join(root, 'share'),
  ];
  const share = shares.find((folder) => existsSync(join(folder, 'extension')));
  const missing = EXTENSIONS.filter((name) => !share || !existsSync(join(share, 'extension', `${name}.control`)));
  return { bin, major, missing };
}

/** @type {typeof import('./index.d.ts').findPostgres} */
export function findPostgres() {
  const named = process.env.VEZA_POSTGRES_BIN ? [process.env.VEZA_POSTGRES_BIN] : [];
  const paths = onPath('postgres').map((file) => dirname(realpathSync(file)));
  for (const bin of new Set([...named, ...paths, ...postgresFolders()])) {
    const found = inspectPostgres(bin);
    if (found && found.major >= POSTGRES_FLOOR && found.missing.length === 0) return found;
  }
  return undefined;
}

/** @type {typeof import('./index.d.ts').findRedis} */
export function findRedis(folder) {
  const named = [process.env.VEZA_REDIS_SERVER, folder && join(folder, 'redis-server')].filter((file) => file !== undefined);
  for (const file of [...named, ...onPath('redis-server'), ...onPath('valkey-server')]) {
    const major = majorVersion(file, /v=(\d+)/);
    if (major !== undefined && major >= REDIS_FLOOR) return { file, major };
  }
  return undefined;
}

/** @type {typeof import('./index.d.ts').findChromium} */
export function findChromium(folder) {
  const named = [process.env.CHROMIUM_PATH, folder && join(folder, 'chromium-headless-shell')].filter(
    (file) => file !== undefined,
  );
  return [...named, ...['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].flatMap(onPath)].find(
    isExecutable,
  );
}

/** @type {typeof import('./index.d.ts').findFirefox} */
export function findFirefox(folder) {
  const named = [process.env.FIREFOX_PATH, folder && join(folder, 'firefox-esr')].filter((file) => file !== undefined);
  return [...named, ...['firefox-esr', 'firefox'].flatMap(onPath)].find(isExecutable);
}

/** @type {typeof import('./index.d.ts').findFfmpeg} */
export function findFfmpeg(folder) {
  const candidates = [process.env.FFMPEG_PATH, folder && join(folder, 'ffmpeg'), ...onPath('ffmpeg')].filter(
    (file) => file !== undefined,
  );
  const ffmpeg = candidates.find(isExecutable);
  if (ffmpeg === undefined) return undefined;
  const probes = [process.env.FFPROBE_PATH, join(dirname(ffmpeg), 'ffprobe'), ...onPath('ffprobe')].filter(
    (file) => file !== undefined,
  );
  const ffprobe = probes.find(isExecutable);
  return ffprobe === undefined ? undefined : { ffmpeg, ffprobe };
}
