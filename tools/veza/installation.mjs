import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFfmpeg } from '../../libs/servers/src/find.js';
import { SetupError } from '../../libs/servers/src/setup-error.js';
import { localSecrets } from '../stack/launcher/local-secrets.mjs';
import { ROOT, STATE } from '../stack/workspace/paths.mjs';

/** The services, by their folder in `apps` and their schema. */
export const SERVICES = Object.freeze({
  gateway: 'identity',
  chat: 'chat',
  media: 'media',
  catalog: 'catalog',
  booking: 'booking',
  community: 'community',
});

/**
 * The variables of the installation: those of this terminal with DATABASE_URL, otherwise those of the system that
 * `npm start` runs now.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function installation() {
  if (process.env.DATABASE_URL || process.env.DATABASE_URL_FILE) return process.env;
  const running = stack();
  if (!running)
    throw new SetupError('Set DATABASE_URL (and what the services have besides), or start a system here with "npm start".');
  const { ffmpeg: FFMPEG_PATH, ffprobe: FFPROBE_PATH } = findFfmpeg(join(STATE, 'apt/ffmpeg/bin')) ?? {};
  const others = Object.fromEntries(Object.entries(running).filter(([name]) => /^(REDIS|MEDIA)_/.test(name)));
  const stores = { DATABASE_URL: running.VEZA_DATABASE_URL, REDIS_URL: running.VEZA_REDIS_URL, ...others };
  return { ...process.env, ...localSecrets(), ...stores, ...(FFMPEG_PATH && { FFMPEG_PATH, FFPROBE_PATH }) };
}

/** The addresses that the running launcher has written. @returns {Record<string, string> | undefined} */
function stack() {
  try {
    return JSON.parse(readFileSync(join(STATE, 'run/stack.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** The built program of an app. @param {string} app @param {string} entry */
export function program(app, entry) {
  const file = join(ROOT, 'apps', app, 'dist', `${entry}.js`);
  if (!existsSync(file)) throw new SetupError(`The program ${entry} of ${app} is not built: run "npm run build".`);
  return file;
}

/**
 * Runs a program of an app with these variables. With `output` what it prints is returned, otherwise it is printed. It ends
 * after `limitMs` at the latest.
 *
 * @param {string} file @param {readonly string[]} args
 * @param {{ env: NodeJS.ProcessEnv, output?: boolean, limitMs: number }} options
 * @returns {Promise<{ code: number, lines: string[] }>}
 */
export function run(file, args, { env, output = false, limitMs }) {
  const stdio = output ? 'pipe' : 'inherit';
  // Relative paths of the configuration are those of the services.
  const child = spawn(process.execPath, [file, ...args], { cwd: ROOT, env, stdio: ['ignore', stdio, stdio], timeout: limitMs });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, lines: text.split('\n').filter((line) => line.trim() !== '') }));
  });
}
