import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Caller, media, type RpcContract, type RpcReply, type RpcRequest, rpcsOf } from '@veza/contracts';
import { Database, migrateService } from '@veza/database';
import { AppLogger, deriveSecret, loadConfig, type RunningService, signToken, startService } from '@veza/platform';
import { migratedDatabase, testRedis } from '@veza/testing';
import { RpcClient } from '@veza/transport';
import pg from 'pg';
import { AppModule } from '../src/app.module.js';
import { GRANT_HEADER, GRANT_PURPOSE, type PutFilesGrant, type PutGrant, type ResumeGrant } from '../src/uploads/byte-grant.js';
import { BytePort } from '../src/bytes/byte-port.js';
import { MediaConfigSchema } from '../src/config.js';
import { extensions, migrations } from '../src/migrations/index.js';
import { PersonalDataService } from '../src/personal-data/personal-data.service.js';
import { WorkerModule } from '../src/worker.module.js';
import { FFMPEG_PATH, FFPROBE_PATH, PATH } from './programs.js';

const SECRET = 'a secret of thirty-two characters or more';
const grantKey = deriveSecret(SECRET, GRANT_PURPOSE);

export const user = (userId: number, role: 'user' | 'admin' = 'user'): Caller => ({
  kind: 'user',
  userId,
  sessionId: `s${userId}`,
  role,
});

/** A grant as the gateway issues it. */
export const putGrant = (grant: Partial<PutGrant> = {}) => ({
  [GRANT_HEADER]: signToken(grantKey, { verb: 'put', userId: 1, kind: 'track', maxBytes: 50e6, ...grant }, 60_000),
});
export const putFilesGrant = (grant: Partial<PutFilesGrant> = {}) => ({
  [GRANT_HEADER]: signToken(
    grantKey,
    { verb: 'put-files', userId: 1, kind: 'track', maxBytes: 50e6, most: 50, maxTotal: 500e6, ...grant },
    60_000,
  ),
});
export const resumeGrant = (grant: Partial<ResumeGrant> = {}, ms = 60_000) => ({
  [GRANT_HEADER]: signToken(grantKey, { verb: 'resume', userId: 1, sessionId: 's1', role: 'user', maxBytes: 50e6, ...grant }, ms),
});
export const getGrant = (objectId: string, more: object = {}) => ({
  [GRANT_HEADER]: signToken(grantKey, { verb: 'get', objectId, ...more }, 60_000),
});

/** The real service, on its own database, Redis and folder. */
export interface MediaUnderTest {
  folder: string;
  /** The byte port. */
  url: string;
  env: Record<string, string>;
  main: RunningService;
  call<C extends RpcContract>(contract: C, caller: Caller, input: RpcRequest<C>): Promise<RpcReply<C>>;
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  startWorker(): Promise<RunningService>;
  /** Runs the handler of `identity.users.deleted` in a transaction. */
  erase(userId: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startMedia(variables: Record<string, string> = {}): Promise<MediaUnderTest> {
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return { ...(await start(variables, (end) => ends.push(end))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  variables: Record<string, string>,
  onStop: (end: () => Promise<unknown>) => void,
): Promise<Omit<MediaUnderTest, 'stop'>> {
  const folder = await mkdtemp(join(tmpdir(), 'veza-media-'));
  onStop(() => rm(folder, { recursive: true, force: true }));
  const logger = new AppLogger({ service: 'media', replica: 'test', level: 'fatal' });
  const database = await migratedDatabase('media', (ownerUrl) =>
    migrateService({ service: 'media', ownerUrl, secret: SECRET, migrations, extensions, logger }),
  );
  onStop(() => database.drop());
  const redis = await testRedis();
  onStop(() => redis.stop());
  const pool = new pg.Pool({ connectionString: database.url, max: 2, options: '-c search_path=media,public' });
  onStop(() => pool.end());

  const env = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'fatal',
    VEZA_SECRET: SECRET,
    REDIS_URL: redis.url,
    DATABASE_URL: database.url,
    OPS_PORT: '0',
    BYTES_PORT: '0',
    MEDIA_DATA_DIR: folder,
    PATH,
    FFMPEG_PATH,
    FFPROBE_PATH,
    ...variables,
  };
  const config = loadConfig(MediaConfigSchema, env);
  const main = await startService({
    service: 'media',
    config,
    module: AppModule.forRoot(config),
    contracts: rpcsOf(media),
    handleSignals: false,
  });
  onStop(() => main.stop());
  const rpc = main.app.get(RpcClient);

  return {
    folder,
    url: `http://127.0.0.1:${main.app.get(BytePort).port}`,
    env,
    main,
    call: (contract, caller, input) => rpc.call(contract, input, { caller }),
    sql: async (text, values) => (await pool.query(text, values)).rows,
    erase: (userId) => main.app.get(Database).transaction((tx) => main.app.get(PersonalDataService).erase(tx, userId)),
    startWorker: async () => {
      const worker = await startService({
        service: 'media-worker',
        config,
        module: WorkerModule.forRoot(config),
        handleSignals: false,
      });
      onStop(() => worker.stop());
      return worker;
    },
  };
}

/** A multipart form with the file between the fields. */
export function form(
  file: Uint8Array<ArrayBuffer> | undefined,
  { name = 'prise.wav', field = 'audio', before = {}, after = {} } = {},
): FormData {
  const data = new FormData();
  for (const [key, value] of Object.entries(before)) data.append(key, String(value));
  if (file) data.append(field, new File([file], name));
  for (const [key, value] of Object.entries(after)) data.append(key, String(value));
  return data;
}

/** A mono 16-bit WAV with a tone of 440 Hz. */
export function wav(seconds: number, rate = 22_050): Buffer<ArrayBuffer> {
  const samples = Math.round(seconds * rate);
  const file = Buffer.alloc(44 + 2 * samples);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + 2 * samples, 4);
  file.write('WAVEfmt ', 8);
  file.set([16, 0, 0, 0, 1, 0, 1, 0], 16);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(2 * rate, 28);
  file.set([2, 0, 16, 0], 32);
  file.write('data', 36);
  file.writeUInt32LE(2 * samples, 40);
  const second = Buffer.alloc(2 * rate);
  for (let at = 0; at < rate; at++) second.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * 440 * at) / rate)), 2 * at);
  file.fill(second, 44);
  return file;
}
