import { execFile } from 'node:child_process';
import { access, constants, statfs } from 'node:fs/promises';
import { promisify } from 'node:util';
import { examineService } from '@veza/database';
import { readConfig } from './config.js';
import { extensions, migrations } from './migrations/index.js';
import { makeStore } from './store/make-store.js';

/** What media and its workers lack, with their own variables: `node apps/media/dist/doctor.js`, in the image `node dist/doctor.js`. */
const config = readConfig();
const WAIT_MS = 15_000;
const LEAST_BYTES = 1024 ** 3;

await examineService({
  config,
  service: 'media',
  serviceUrl: config.MEDIA_DATABASE_URL,
  poolSize: config.MEDIA_DATABASE_POOL,
  migrations,
  extensions,
  checks: [() => runs('FFMPEG_PATH'), () => runs('FFPROBE_PATH'), folder, bucket],
});

async function runs(name: 'FFMPEG_PATH' | 'FFPROBE_PATH'): Promise<string[]> {
  try {
    await promisify(execFile)(config[name], ['-version'], { timeout: WAIT_MS });
    return [];
  } catch {
    return [`${config[name]} does not run: install ffmpeg, or name it by ${name}`];
  }
}

async function folder(): Promise<string[]> {
  const { MEDIA_DATA_DIR: path } = config;
  try {
    await access(path, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(path);
    const free = Math.floor((bavail * bsize) / 1024 ** 2);
    return free * 1024 ** 2 < LEAST_BYTES ? [`The volume of MEDIA_DATA_DIR has ${free} MiB left: give it 1024 MiB or more`] : [];
  } catch {
    return [`The folder of MEDIA_DATA_DIR does not exist, or this user cannot write to it: ${path}`];
  }
}

async function bucket(): Promise<string[]> {
  if (config.MEDIA_STORE !== 's3' && config.MEDIA_STORE_FALLBACK !== 's3') return [];
  const { prepare } = await makeStore({ ...config, MEDIA_STORE: 's3', MEDIA_STORE_FALLBACK: undefined });
  await prepare();
  return [];
}
