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
/** Ends a process once this process is gone, however it goes; answers the way to call that off. */
export function endWithMe(pid: number, signal: string): () => void;

export interface PostgresInstallation {
  /** The folder of `postgres` and `initdb`. */
  readonly bin: string;
  readonly major: number;
  /** Names of needed extensions that it lacks. */
  readonly missing: readonly string[];
}
/** VEZA_POSTGRES_BIN, PATH, the places of Debian and of Homebrew: the first of 15 or newer with all extensions. */
export function findPostgres(): PostgresInstallation | undefined;
/** VEZA_REDIS_SERVER, this folder, else redis-server or valkey-server on PATH, 7.0 or newer. */
export function findRedis(folder?: string): { file: string; major: number } | undefined;
/** CHROMIUM_PATH, this folder, else chromium or Chrome on PATH. */
export function findChromium(folder?: string): string | undefined;
/** FFMPEG_PATH and FFPROBE_PATH, this folder, else PATH. */
export function findFfmpeg(folder?: string): { ffmpeg: string; ffprobe: string } | undefined;

/** What is found, else what could be fetched into the state folder; `say` hears what takes long. */
export function providePostgres(state: string, say: (text: string) => void): Promise<PostgresInstallation>;
export function provideRedis(state: string, say: (text: string) => void): Promise<string>;
export function provideChromium(state: string, say: (text: string) => void): Promise<string>;
export function provideFfmpeg(state: string, say: (text: string) => void): Promise<{ ffmpeg: string; ffprobe: string }>;
/** The folder for what the server's user has to enter: the state folder, or one below /var/lib where root's way there is closed to others. */
export function serverPlace(state: string): string;

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
