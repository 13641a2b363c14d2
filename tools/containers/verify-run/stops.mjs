import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from '../../demo-data/api.mjs';
import { composeFile } from './compose-file.mjs';
import { healthy, inspect } from './containers.mjs';
import { podman } from './run.mjs';
import { linesOfRoom, Stream } from './stream.mjs';
import { uploadSlowly } from './upload.mjs';

/** Allows one user to send messages all the time. */
export const ONE_PERSON_TALKS = { CHAT_MESSAGES_PER_MINUTE: '100000', CHAT_MESSAGES_PER_HOUR: '1000000' };

const BY_ITSELF = [0, 143];
const UPLOAD_AHEAD_MS = 1_000;

/**
 * Stops every container once, one after another, during a stream of messages and uploads. Each must exit within its grace
 * period, and every acknowledged message and upload must exist once afterwards.
 *
 * @param {import('./compose.mjs').Compose} compose @param {Record<string, string>} addresses @param {boolean} standIns @param {import('./report.mjs').Report} report
 */
export async function stopEach(compose, addresses, standIns, report) {
  const base = addresses.VEZA_HTTP ?? '';
  const person = await signUp(base);
  const room = await new Api(base, person.accessToken).post('/api/v1/chat/rooms', { name: `stops_${Date.now()}` });
  const stream = new Stream(addresses.VEZA_WS_CHAT ?? '', person.accessToken, room.id);
  const { services } = composeFile();
  for (const [service, { restart, stop_grace_period: grace = '10s' }] of Object.entries(services)) {
    if (restart === 'no') continue;
    // The shell of the stand-in image ends Postgres like a crash, with exit code 130.
    const codes = standIns && service === 'postgres' ? [...BY_ITSELF, 130] : BY_ITSELF;
    for (const name of compose.names([service]))
      await stopOne(name, Number.parseInt(grace, 10), codes, base, person.accessToken, report);
  }
  const { sent, unacknowledged } = await stream.stop();
  const lines = await linesOfRoom(addresses.VEZA_WS_CHAT ?? '', person.accessToken, room.id, sent);
  const missing = sent - new Set(lines).size;
  report.note(
    `messages while everything was stopped once: ${sent} sent, ${unacknowledged} unacknowledged, ${missing} lost, ${lines.length - new Set(lines).size} doubled`,
  );
  report.check('no message is lost or doubled', missing === 0 && lines.length === sent && unacknowledged === 0);
}

/** @param {string} name @param {number} graceS @param {number[]} codes @param {string} base @param {string} token @param {import('./report.mjs').Report} report */
async function stopOne(name, graceS, codes, base, token, report) {
  const upload = uploadSlowly(base, token);
  await sleep(UPLOAD_AHEAD_MS); // the upload is in progress when the signal arrives
  const began = Date.now();
  await podman(['stop', '-t', String(graceS), name]);
  const seconds = (Date.now() - began) / 1_000;
  const { exitCode } = await inspect(name);
  await podman(['start', name]);
  await healthy(name);
  const { tries, whole, refusal = '' } = await upload;
  const seen = `exit ${exitCode} after ${seconds.toFixed(1)} s of ${graceS}; the upload ${whole ? `is whole after ${tries === 1 ? 'one try' : `${tries} tries`}` : `is lost ${refusal}`}`;
  report.check(`${name} stops by itself and nothing is lost`, codes.includes(exitCode) && whole, seen);
}

/** @param {string} base */
function signUp(base) {
  const username = `stops${Date.now()}`;
  return new Api(base).post('/api/v1/signup', {
    username,
    email: `${username}@example.test`,
    password: `Pw-${randomBytes(9).toString('hex')}`,
  });
}
