import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningServer, testDatabase, type TestDatabase, testRedis } from '@veza/testing';
import { migrate } from '../../stack/launcher/database.mjs';
import { examine } from '../doctor.mjs';

let database: TestDatabase;
let redis: RunningServer;
let folder: string;
beforeAll(async () => {
  [database, redis, folder] = await Promise.all([testDatabase('doctor'), testRedis(), mkdtemp(join(tmpdir(), 'veza-doctor-'))]);
});
afterAll(async () => {
  await Promise.all([redis?.stop(), database?.drop(), rm(folder, { recursive: true, force: true })]);
});

/** All services as the owner: the roles belong to the server, which other specs use. */
const variables = () => ({
  PATH: process.env['PATH'],
  FFMPEG_PATH: process.env['FFMPEG_PATH'],
  FFPROBE_PATH: process.env['FFPROBE_PATH'],
  DATABASE_URL: database.url,
  ...Object.fromEntries(
    ['IDENTITY', 'CHAT', 'MEDIA', 'CATALOG', 'BOOKING', 'COMMUNITY'].map((name) => [`${name}_DATABASE_URL`, database.url]),
  ),
  REDIS_URL: redis.url,
  VEZA_SECRET: 'the secret of an installation under examination',
  BOOKING_MASTER_KEYS: 'b'.repeat(64),
  MEDIA_DATA_DIR: folder,
});

test('a whole installation has no findings once it is migrated', async () => {
  expect(await examine(variables())).toEqual(
    ['booking', 'catalog', 'chat', 'community', 'gateway', 'media'].map((app) =>
      expect.stringMatching(new RegExp(`^${app}: The schema \\w+ lacks \\d+ of \\d+ migrations`)),
    ),
  );
  await migrate(variables(), () => undefined);
  // As the AWS SDK warns of an old Node, in the doctor of media with a bucket.
  const NODE_OPTIONS = "--import=data:text/javascript,process.emitWarning('old')";
  expect(await examine({ ...variables(), NODE_OPTIONS })).toEqual([]);
});

test('mistakes of all services are sentences with the services that have them, and without a secret', async () => {
  const findings = await examine({
    ...variables(),
    REDIS_URL: redis.url.replace(/:[^:@]+@/, ':another-password@'),
    HTTP_PORT: '99999',
    LIMIT_SIGNUP: '3',
    WEB_DIRS: '/veza/web',
    FFMPEG_PATH: '/nowhere/ffmpeg',
    MEDIA_DATA_DIR: join(folder, 'absent'),
  });
  expect(findings).toEqual([
    expect.stringMatching(/^chat, media, catalog, booking, community: Redis of REDIS_URL does not respond \(WRONGPASS/),
    'gateway: HTTP_PORT must be a port number from 0 to 65535',
    'gateway: LIMIT_SIGNUP is no variable of this program: LIMIT_SIGNUPS is probably meant',
    'gateway: WEB_DIRS is no variable of this program: WEB_DIR is probably meant',
    'media: /nowhere/ffmpeg does not run: install ffmpeg, or name it by FFMPEG_PATH',
    `media: The folder of MEDIA_DATA_DIR does not exist, or this user cannot write to it: ${join(folder, 'absent')}`,
  ]);
  expect(findings.join()).not.toMatch(/another-password|installation under examination/);
});
