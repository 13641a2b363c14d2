/** What a person has to know and can do something about: the message is one sentence that names the fault and the way out. */
export class SetupError extends Error {}

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export function freePort(): Promise<number>;
/** Whether one could listen there now. */
export function portIsFree(port: number, host?: string): Promise<boolean>;

/** A process number together with when it started, which never comes twice. `started` is empty for one that is gone. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}
export function startTime(pid: number): string | undefined;
export function identify(pid: number): ProcessIdentity;
/** False for a stranger that was given the same number. */
export function isAlive(identity: ProcessIdentity): boolean;
/** Sends each signal and waits that long; true when the process is gone. Never signals a stranger with the same number. */
export function endProcess(
  identity: ProcessIdentity,
  steps: readonly { signal: NodeJS.Signals; waitMs: number }[],
): Promise<boolean>;
/** Ends a process (and removes a folder) once this process is gone, however it goes; answers the way to call that off. */
export function endWithMe(pid: number, signal: string, folder?: string): () => void;

export interface PostgresInstallation {
  /** The folder of `postgres` and `initdb`. */
  readonly bin: string;
  readonly major: number;
  /** Names of needed extensions that it lacks. */
  readonly missing: readonly string[];
}
/** VEZA_POSTGRES_BIN, PATH, the places of Debian and of Homebrew: the first of 15 or newer with all extensions. */
export function findPostgres(): PostgresInstallation | undefined;
/** VEZA_REDIS_SERVER, else redis-server or valkey-server on PATH, 7.0 or newer. */
export function findRedis(): { file: string; major: number } | undefined;
/** FFMPEG_PATH and FFPROBE_PATH, else PATH. */
export function findFfmpeg(): { ffmpeg: string; ffprobe: string } | undefined;

/** Reads the secret in this file, or makes one (0600). */
export function keptSecret(file: string): string;

/** A real server of ours, on loopback, behind a password. */
export interface RunningServer {
  /** With user and password. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly identity: ProcessIdentity;
  readonly folder: string;
  readonly alive: boolean;
  /** Starts it again on the same port with the same data after `stop` or `kill`; answers when it is ready. */
  start(): Promise<void>;
  /** In order: what was acknowledged is there after `start`. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** `stop` and `start`; `wipe` (Redis only) loses all data in between. */
  restart(options?: { wipe?: boolean }): Promise<void>;
}

interface ServerOptions {
  /** Where its data live, absolute. Without one the server is thrown away: it and its data go with this process. */
  folder?: string;
  port?: number;
  password?: string;
  settings?: Record<string, string>;
  logFile?: string;
}
/** Makes the data folder when it is empty; as root the server runs as another user, who then owns the folder. */
export function startPostgres(options?: ServerOptions & { installation?: PostgresInstallation }): Promise<RunningServer>;
/** Append-only file on, nothing evicted. */
export function startRedis(options?: ServerOptions & { file?: string }): Promise<RunningServer>;
