/** An error that the operator can correct. The message is one sentence that states the fault and the correction. */
export class SetupError extends Error {}

/** A port of 127.0.0.1 without a listener at this moment. */
export function freePort(): Promise<number>;
/** Whether a listener on the port would succeed now. */
export function portIsFree(port: number, host?: string): Promise<boolean>;
/** The code of the error that a listener on the port would get now; undefined if it would succeed. */
export function portFault(port: number, host?: string): Promise<string | undefined>;

/** A process id with its start time, which is unique across reuse of the id. `started` is empty if the process is gone. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}
export function startTime(pid: number): string | undefined;
export function identify(pid: number): ProcessIdentity;
/** False for another process that reuses the id. */
export function isAlive(identity: ProcessIdentity): boolean;
/**
 * Sends each signal and waits up to `waitMs` after it. Returns whether the process is gone. Another process that reuses the
 * id is never signalled.
 */
export function endProcess(
  identity: ProcessIdentity,
  steps: readonly { signal: NodeJS.Signals; waitMs: number }[],
): Promise<boolean>;
/** Sends the signal to a process when this process ends in any way, also by SIGKILL. The returned function cancels it. */
export function signalOnExit(pid: number, signal: string): () => void;

export interface PostgresInstallation {
  /** The folder of `postgres` and `initdb`. */
  readonly bin: string;
  readonly major: number;
  /** Names of required extensions that are not installed. */
  readonly missing: readonly string[];
}
/** Searches VEZA_POSTGRES_BIN, PATH and the folders of Debian and Homebrew for Postgres 15 or newer with all extensions. */
export function findPostgres(): PostgresInstallation | undefined;
/** Searches VEZA_REDIS_SERVER, `folder` and PATH for redis-server or valkey-server 7.0 or newer. */
export function findRedis(folder?: string): { file: string; major: number } | undefined;
/** Searches CHROMIUM_PATH, `folder` and PATH for Chromium or Chrome. */
export function findChromium(folder?: string): string | undefined;
/** Searches FIREFOX_PATH, `folder` and PATH for Firefox. */
export function findFirefox(folder?: string): string | undefined;
/** Searches FFMPEG_PATH and FFPROBE_PATH, `folder` and PATH. */
export function findFfmpeg(folder?: string): { ffmpeg: string; ffprobe: string } | undefined;

/**
 * Each of these returns an installed program, or fetches it into the state folder. Slow steps are reported to `say`. Throws
 * SetupError if neither is possible.
 */
export function providePostgres(state: string, say: (text: string) => void): Promise<PostgresInstallation>;
export function provideRedis(state: string, say: (text: string) => void): Promise<string>;
export function provideChromium(state: string, say: (text: string) => void): Promise<string>;
export function provideFirefox(state: string, say: (text: string) => void): Promise<string>;
export function provideFfmpeg(state: string, say: (text: string) => void): Promise<{ ffmpeg: string; ffprobe: string }>;
/** A folder that the server's user can enter: the state folder, or a folder below /var/lib if the path is closed to it. */
export function serverFolder(state: string): string;

/** Variables for calls of npm: a cache in the state folder when that of the user is not writable. */
export function npmEnvironment(state: string): Record<string, string>;

/** Returns the secret in this file; creates the file (mode 0600) with a random secret if it does not exist. */
export function readOrCreateSecret(file: string): string;

/** A Postgres or Redis process started by this library, on loopback, with a password. */
export interface RunningServer {
  /** Connection URL with user and password. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly identity: ProcessIdentity;
  readonly folder: string;
  readonly alive: boolean;
  /** Starts it again after `stop` or `kill`, on the same port with the same data. Resolves when it is ready. */
  start(): Promise<void>;
  /** An orderly shutdown: acknowledged writes are there after `start`. */
  stop(): Promise<void>;
  /** SIGKILL, as in a crash. */
  kill(): Promise<void>;
  /** `stop` and `start`. `wipe` (Redis only) deletes all data in between. */
  restart(options?: { wipe?: boolean }): Promise<void>;
}

interface ServerOptions {
  /** Absolute path of the data folder. Without it the server and its data are removed when this process ends. */
  folder?: string;
  port?: number;
  password?: string;
  settings?: Record<string, string>;
  logFile?: string;
  /** Ends the start: the returned promise is rejected after the process has ended. */
  signal?: AbortSignal;
  /** Is called with each new process, before it is ready. */
  spawned?: (identity: ProcessIdentity) => void;
}
/** Creates the data if the folder is empty. As root, the server runs as another user, which then owns the folder. */
export function startPostgres(options?: ServerOptions & { installation?: PostgresInstallation }): Promise<RunningServer>;
/**
 * A streaming replica of a Postgres of this library, which accepts changes after `SELECT pg_promote()`. Its data is a copy of
 * that of the primary, which is restarted for it; kept data is used again if it is still that of a standby of this primary.
 */
export function startStandby(
  primary: RunningServer,
  options: Omit<ServerOptions, 'password'> & { folder: string; installation?: PostgresInstallation },
): Promise<RunningServer>;
/** Redis with an append-only file and without eviction. Its users are the default one, which may do everything, and `users`. */
export function startRedis(options?: ServerOptions & { file?: string; users?: readonly string[] }): Promise<RunningServer>;

/** Six servers of Redis. The nodes need not be masters or replicas as they were at the first start. */
export interface RedisCluster {
  /** The list of all nodes, with the password of the default user. */
  readonly url: string;
  readonly password: string;
  readonly nodes: readonly RunningServer[];
  stop(): Promise<void>;
}
/**
 * A Redis Cluster of three masters, each with a replica in sync. `settings` and `users` are those of every node; `bus` is the
 * second port of a node. Kept data works on other ports too.
 */
export function startRedisCluster(
  options?: Pick<ServerOptions, 'folder' | 'password' | 'settings' | 'signal'> & {
    file?: string;
    users?: readonly string[];
    ports?: readonly { port: number; bus: number }[];
    logFile?: (node: number) => string;
    spawned?: (identity: ProcessIdentity, node: number) => void;
  },
): Promise<RedisCluster>;

/** The services by their users in Redis; `worker` is the worker of media. */
export type RedisUser = 'gateway' | 'chat' | 'media' | 'worker' | 'catalog' | 'booking' | 'community';
export const REDIS_USERS: readonly RedisUser[];
/** A password for each user. */
export function passwordsOf(make: (user: RedisUser) => string): Record<RedisUser, string>;
/** Lines of a configuration or of an ACL file of Redis: each service reaches what it needs. Only digests of the passwords. */
export function redisUsers(passwords: Readonly<Record<RedisUser, string>>): string[];
/** The sources whose events a service publishes or reads. */
export function eventSources(user: RedisUser): string[];
/** VEZA_KEYS of each service, derived from the master secrets, of which the first one signs, and from DATABASE_SECRET. */
export function serviceKeys(masters: readonly string[], databaseSecret: string): Record<RedisUser, string>;
/** The roles of all schemas in Postgres with their passwords, derived from DATABASE_SECRET. */
export function databaseRoles(databaseSecret: string): Record<string, string>;
/** The address with another login. */
export function redisUrlOf(url: string, user: string, password: string): string;

/** Fetches OpenStack Swift, which speaks S3; returns the folder that the packages are unpacked in. */
export function provideSwift(state: string, say: (text: string) => void): Promise<string>;
/** Swift with an S3 interface on loopback, and a bucket in it; `password` is the secret key. */
export function startSwift(
  root: string,
  options?: Omit<ServerOptions, 'settings'>,
): Promise<RunningServer & { variables: BucketVariables }>;
/** The variables of media for a bucket. */
export type BucketVariables = Record<
  | 'MEDIA_STORE'
  | 'MEDIA_S3_BUCKET'
  | 'MEDIA_S3_REGION'
  | 'MEDIA_S3_ENDPOINT'
  | 'MEDIA_S3_PATH_STYLE'
  | 'MEDIA_S3_ACCESS_KEY'
  | 'MEDIA_S3_SECRET_KEY',
  string
>;

/** Finds or fetches PgBouncer; returns the program. */
export function providePgbouncer(state: string, say: (text: string) => void): Promise<string>;
/**
 * PgBouncer on loopback before a Postgres, in transaction mode, for users with their passwords; `settings` of its
 * `pgbouncer.ini` go before its own. Its folder is emptied first.
 */
export function startPgbouncer(
  file: string,
  postgresUrl: string,
  users: Readonly<Record<string, string>>,
  options?: Omit<ServerOptions, 'password'>,
): Promise<RunningServer>;

/** Finds or fetches nginx; returns the program. */
export function provideNginx(state: string, say: (text: string) => void): Promise<string>;
/** nginx on loopback by a template of `tools/containers/front`, whose variables are given; removed when this process ends. */
export function startNginx(
  file: string,
  template: string,
  values: Readonly<Record<string, string>>,
): Promise<RunningServer & { errors(): string }>;

/** Finds or fetches Prometheus and its tool for rules. */
export function providePrometheus(state: string, say: (text: string) => void): Promise<{ prometheus: string; promtool: string }>;
/** Prometheus on loopback with these settings and groups of rules; removed when this process ends. */
export function startPrometheus(file: string, settings: object, rules: object): Promise<RunningServer>;
