import { env, loadConfig, PlatformConfig } from '@veza/platform';
import { z } from 'zod';

const shape = {
  ...PlatformConfig,
  OPS_PORT: env.port(9102).describe('Port of /healthz, /readyz and /metrics'),
  BYTES_PORT: env.port(8090).describe('Port on which uploads, downloads and streams arrive from the gateway'),
  MEDIA_DATABASE_URL: env
    .postgresUrl()
    .optional()
    .describe('Database of this service; default: the derived role on DATABASE_URL'),
  MEDIA_DATABASE_POOL: env.integer({ min: 1, max: 100, fallback: 10 }).describe('Connections to Postgres'),
  MEDIA_DATA_DIR: env.text('.veza/media').describe('Folder of the object store; all replicas and workers must see the same one'),

  UPLOAD_QUOTA: env.bytes('10GiB').describe('Bytes that one user may store'),
  UPLOAD_IDLE: env.duration('30s').describe('How long an upload may receive no byte'),
  UPLOADS_AT_ONCE: env.integer({ min: 1, max: 10_000, fallback: 64 }).describe('Concurrent uploads of one replica; more get 503'),
  STREAMS_AT_ONCE: env
    .integer({ min: 1, max: 100_000, fallback: 2_000 })
    .describe('Open sockets and progress streams of one replica'),
  STREAM_URL_LIFE: env.duration('6h').describe('How long a signed address works, in addition to the length of the track'),

  TRANSCODES_AT_ONCE: env.integer({ min: 1, max: 64, fallback: 2 }).describe('Concurrent transcodings of one worker'),
  TRANSCODE_PROCESSES: env.integer({ min: 1, max: 64, fallback: 2 }).describe('Concurrent ffmpeg processes of one track'),
  TRANSCODE_TIMEOUT: env.duration('30m').describe('Time limit of one ffmpeg process'),
  TRACK_MAX_LENGTH: env.duration('12h').describe('Longest accepted track'),
  FFMPEG_PATH: env.text('ffmpeg').describe('The ffmpeg program'),
  FFPROBE_PATH: env.text('ffprobe').describe('The ffprobe program'),
  PATH: env.text('/usr/local/bin:/usr/bin:/bin').describe('Folders in which programs are searched'),
  LD_LIBRARY_PATH: env.text().optional().describe('Passed to ffmpeg, for a build with its own libraries'),

  SWEEP_INTERVAL: env.duration('60s').describe('How often a worker deletes leftovers and queues lost tracks again'),
  UNCLAIMED_LIFE: env.duration('24h').describe('How long an unclaimed upload is stored'),
};

export const MediaConfigSchema = z.object(shape);
export type MediaConfig = z.output<typeof MediaConfigSchema>;

/** The same variables, with the worker's own port. */
export const WorkerConfigSchema = z.object({
  ...shape,
  OPS_PORT: env.port(9103).describe('Port of /healthz, /readyz and /metrics'),
});

export const readConfig = (): MediaConfig => loadConfig(MediaConfigSchema, process.env);
export const readWorkerConfig = (): MediaConfig => loadConfig(WorkerConfigSchema, process.env);
