import { setTimeout as sleep } from 'node:timers/promises';
import { composeFile } from './compose-file.mjs';
import { judgeStartTimes, megabytesOf, startTime } from './containers.mjs';

const MEMORY_LIMIT_MB = 700;
const IDLE_AFTER_MS = 30_000;

/** The long-running services of the platform. */
export function services() {
  return Object.entries(composeFile().services).flatMap(([name, { image, restart }]) =>
    image.startsWith('veza/') && restart !== 'no' ? [name] : [],
  );
}

/** Reports the time from start to readiness of each service. @param {import('./compose.mjs').Compose} compose @param {import('./report.mjs').Report} report */
export async function checkStartTimes(compose, report) {
  // The server of the web client is nginx, which logs no moment.
  const measured = services().filter((name) => !composeFile().services[name]?.profiles);
  const times = compose.names(measured).map(async (name) => /** @type {const} */ ([short(name), await startTime(name)]));
  judgeStartTimes(await Promise.all(times), report);
}

/** @param {import('./compose.mjs').Compose} compose @param {import('./report.mjs').Report} report */
export async function checkMemory(compose, report) {
  await sleep(IDLE_AFTER_MS);
  const names = compose.names(Object.keys(composeFile().services).filter((name) => name !== 'migrate'));
  const sizes = await megabytesOf(names);
  const total = sizes.reduce((sum, [, megabytes]) => sum + megabytes, 0);
  report.note(`idle memory: ${total} MB (${sizes.map(([name, megabytes]) => `${short(name)} ${megabytes}`).join(', ')})`);
  report.check(`the whole platform holds ${MEMORY_LIMIT_MB} MB at most when idle`, total <= MEMORY_LIMIT_MB, `${total} MB`);
}

/** The servers of the profiles: the web client, and nginx before media, which refuses what media has not signed. @param {import('./compose.mjs').Compose} compose @param {import('./report.mjs').Report} report */
export async function checkFronts({ settings }, report) {
  const statusOf = async (/** @type {string} */ url) => (await fetch(url, { signal: AbortSignal.timeout(10_000) })).status;
  const page = await statusOf(`http://localhost:${settings.PUBLISH_WEB}/app/`);
  const unsigned = await statusOf(`http://localhost:${settings.PUBLISH_MEDIA}/media/s/unsigned/audio.m4a`);
  report.check('the web client has its own server', page === 200, `status ${page}`);
  report.check('nginx asks media before it sends bytes', unsigned === 403 || unsigned === 404, `status ${unsigned}`);
}

/** @param {string} name */
const short = (name) => name.replace(/^[^_]*_/, '');
