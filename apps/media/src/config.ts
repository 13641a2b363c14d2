import { env, loadConfig, PlatformConfig, TlsConfig } from '@veza/platform';
import { z } from 'zod';

const shape = {
  ...PlatformConfig,
  ...TlsConfig,
  OPS_PORT: env.port(9102).describe('Port of /healthz, /readyz and /metrics'),
  BYTES_PORT: env.port(8090).describe('Port of the listener for uploads, downloads and streams from the gateway'),
  MEDIA_PUBLIC_URL: env
    .url()
    .optional()
    .describe(
      'Public base URL of the byte listeners, for signed addresses; default: PUBLIC_URL, whose gateway passes the bytes on',
    ),
  MEDIA_DATABASE_URL: env
    .postgresUrl()
    .optional()
    .describe('Postgres URL of this service; default: its derived role on DATABASE_URL'),
  MEDIA_DATABASE_POOL: env.integer({ min: 1, max: 100, fallback: 10 }).describe('Maximum Postgres connections per replica'),
  MEDIA_DATA_DIR: env
    .text('.veza/media')
    .describe(
      'Folder of the working files, and of the object store when that is on disk: then all replicas and workers share it',
    ),
  MEDIA_STORE: env.oneOf(['disk', 's3'], 'disk').describe('Kind of the object store: disk (in MEDIA_DATA_DIR) or s3'),
  MEDIA_STORE_FALLBACK: env
    .oneOf(['disk', 's3'])
    .optional()
    .describe('Second object store, for reads of what is not in the first one; set while a store is moved'),
  MEDIA_S3_BUCKET: env.text().optional().describe('Bucket of the object store; required with s3'),
  MEDIA_S3_REGION: env.text('us-east-1').describe('Region of the bucket'),
  MEDIA_S3_ENDPOINT: env.url().optional().describe('URL of an S3-compatible server; default: that of AWS in the region'),
  MEDIA_S3_PATH_STYLE: env
    .flag(false)
    .describe('Whether the bucket is a part of the path instead of the host name, as most own servers want'),
  MEDIA_S3_ACCESS_KEY: env
    .secret({ min: 1 })
    .optional()
    .describe('Access key of the bucket; default: the credentials of the environment, as the AWS SDK finds them'),
  MEDIA_S3_SECRET_KEY: env.secret({ min: 1 }).optional().describe('Secret of MEDIA_S3_ACCESS_KEY'),
  MEDIA_S3_REDIRECT: env
    .flag(true)
    .describe('Whether players of signed addresses are redirected to the bucket; false if they cannot reach it'),
  MEDIA_S3_PUBLIC_ENDPOINT: env
    .url()
    .optional()
    .describe('URL of the S3-compatible server for players, if they reach it at another one than MEDIA_S3_ENDPOINT'),
  MEDIA_FRONT: env
    .oneOf(['none', 'nginx'], 'none')
    .describe(
      'Server in front of media that sends the bytes of signed addresses from the disk store: nginx, by X-Accel-Redirect',
    ),

  UPLOAD_QUOTA: env.bytes('10GiB').describe('Maximum total size of the uploads of one user'),
  UPLOAD_IDLE: env.constant(env.duration('30s').describe('Time without a received byte after which an upload is aborted')),
  UPLOAD_LEAST_SPEED: env.constant(
    env.bytes('1KiB').describe('Bytes per second, averaged over UPLOAD_IDLE, below which an upload is aborted'),
  ),
  UPLOADS_AT_ONCE: env
    .integer({ min: 1, max: 10_000, fallback: 64 })
    .describe('Maximum concurrent uploads per replica; further ones get 503'),
  UPLOADS_PER_USER: env
    .integer({ min: 1, max: 1_000, fallback: 16 })
    .describe('Maximum concurrent uploads of one user over all replicas; further ones get 429'),
  STREAMS_AT_ONCE: env
    .integer({ min: 1, max: 100_000, fallback: 2_000 })
    .describe('Maximum open stream sockets and progress streams per replica'),
  STREAM_URL_LIFE: env.duration('6h').describe('Lifetime of a signed stream URL, in addition to the length of the track'),

  LINK_PREVIEWS: env.flag(true).describe('Whether pages elsewhere are read for the previews of links in messages'),
  LINK_PREVIEW_TEST_ORIGINS: env
    .list([], { forTests: true })
    .describe('Origins such as http://127.0.0.1:8000 whose pages are read although they are not public: for tests'),

  TRANSCODES_AT_ONCE: env.integer({ min: 1, max: 64, fallback: 2 }).describe('Maximum concurrent transcodings per worker'),
  TRANSCODE_PROCESSES: env
    .integer({ min: 1, max: 64, fallback: 4 })
    .describe('Maximum concurrent ffmpeg processes per transcoding'),
  TRANSCODE_FORMATS: env
    .oneOf(['all', 'opus', 'flac', 'none'], 'all')
    .describe('Formats of tracks beside AAC: Opus, and FLAC of sounds without loss; an hour of CD sound takes 80 and 400 MB'),
  TRANSCODE_TIMEOUT: env.duration('30m').describe('Time limit of one ffmpeg process'),
  TRACK_MAX_LENGTH: env.duration('12h').describe('Maximum length of a track'),
  TRACK_QUOTA: env.duration('500h').describe('Maximum total length of the tracks of one user'),
  FFMPEG_PATH: env.text('ffmpeg').describe('Path or name of the ffmpeg program'),
  FFPROBE_PATH: env.constant(env.text('ffprobe').describe('Path or name of the ffprobe program')),
  PATH: env.constant(env.text('/usr/local/bin:/usr/bin:/bin').describe('Search path of programs')),
  LD_LIBRARY_PATH: env.constant(env.text().optional().describe('Library path of ffmpeg, for a build with its own libraries')),

  SWEEP_INTERVAL: env.constant(
    env
      .duration('60s')
      .describe('Pause between two sweeps of a worker, which delete unclaimed uploads and queue lost tracks again'),
  ),
  UNCLAIMED_LIFE: env.duration('24h').describe('Time after which an unclaimed upload is deleted'),
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
