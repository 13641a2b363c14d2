import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { provideSwift, readOrCreateSecret, startSwift } from '../../../../libs/servers/src/index.js';

/**
 * A bucket for the objects of media, in OpenStack Swift. Its bytes pass through media: players have another origin, and
 * Swift has no CORS rules in its S3 interface. Each process of media has a folder of its own for working files.
 *
 * @param {import('./start.mjs').Place} place @param {{ port: number }} options
 * @returns {Promise<(process: string) => Record<string, string>>} variables of a process of media
 */
export async function startBucket({ servers, state }, { port }) {
  const start = servers.starting('swift');
  const root = await provideSwift(state, start.say);
  const password = readOrCreateSecret(join(state, 'secrets/swift'));
  const swift = await startSwift(root, { ...start, folder: join(state, 'scaled/swift'), port, password });
  servers.add('swift', swift);
  return (process) => {
    const folder = join(state, 'scaled/work', process);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return { ...swift.variables, MEDIA_S3_REDIRECT: 'false', MEDIA_DATA_DIR: folder };
  };
}
