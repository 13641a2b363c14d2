import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from './setup-error.js';
import { removeOnExit, signalOnExit } from './on-exit.js';
import { endProcess, identify, isAlive } from './processes.js';

/**
 * A server process. It is detached, so that Ctrl-C in the terminal reaches only the launcher, which stops processes in order.
 * Its output goes to a file, and it is ready when it replies so.
 */
export class RunningServer {
  /** @type {import('./index.d.ts').ProcessIdentity} */
  identity = { pid: 0, started: '' };
  /** @type {(() => void) | undefined} */
  #callOff;

  /**
   * @param {{
   *   name: string, url: string, port: number, folder: string, command: string, args: string[], logFile: string,
   *   user: {uid: number, gid: number} | undefined, isReady: () => Promise<boolean>,
   *   stops: {signal: NodeJS.Signals, waitMs: number}[], throwAway: boolean, beforeStart?: () => Promise<void>,
   *   wipe?: () => Promise<void>, signal?: AbortSignal, spawned?: (identity: import('./index.d.ts').ProcessIdentity) => void,
   * }} plan
   */
  constructor(plan) {
    this.plan = plan;
    if (plan.throwAway) removeOnExit(plan.folder);
  }

  get url() {
    return this.plan.url;
  }
  get port() {
    return this.plan.port;
  }
  get folder() {
    return this.plan.folder;
  }
  get pid() {
    return this.identity.pid;
  }
  get alive() {
    return isAlive(this.identity);
  }

  /** Resolves when it is ready. A start that fails or is aborted leaves no process. */
  async start() {
    const { plan } = this;
    if (this.alive) return;
    await plan.beforeStart?.();
    plan.signal?.throwIfAborted();
    const log = openSync(plan.logFile, 'a', 0o600);
    const child = spawn(plan.command, plan.args, {
      cwd: plan.folder,
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: process.env.PATH, HOME: plan.folder, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TZ: 'UTC' },
      ...(plan.user && { uid: plan.user.uid, gid: plan.user.gid }),
    });
    closeSync(log);
    const failed = new Promise((_, reject) =>
      child.once('error', (error) => reject(new SetupError(`${plan.name} did not start (${error.message}).`))),
    );
    failed.catch(() => undefined);
    child.unref();
    this.identity = identify(child.pid ?? 0);
    if (child.pid) plan.spawned?.(this.identity);
    if (plan.throwAway && child.pid) this.#callOff = signalOnExit(child.pid, plan.name === 'Postgres' ? 'QUIT' : 'KILL');
    try {
      await Promise.race([failed, this.#untilReady()]);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async #untilReady() {
    const until = performance.now() + (this.plan.throwAway ? 30_000 : 120_000);
    await sleep(0); // the event of a program that could not be started comes first
    while (!(await this.plan.isReady())) {
      this.plan.signal?.throwIfAborted();
      if (!this.alive) throw new SetupError(`${this.plan.name} stopped while starting: ${this.lastWords()}`);
      if (performance.now() > until) throw new SetupError(`${this.plan.name} did not become ready in time: ${this.lastWords()}`);
      await sleep(15);
    }
    this.plan.signal?.throwIfAborted();
  }

  /** The last line of output that contains a cause, for an error sentence. */
  lastWords() {
    const lines = readFileSync(this.plan.logFile, 'utf8').trim().split('\n');
    const why = lines.filter((line) => /FATAL|ERROR|PANIC|error|fail|can't|cannot/i.test(line));
    return `${(why.at(-1) ?? lines.at(-1) ?? '').trim()} (log: ${this.plan.logFile})`;
  }

  async stop() {
    this.#callOff?.();
    await endProcess(this.identity, [...this.plan.stops, { signal: 'SIGKILL', waitMs: 5_000 }]);
  }

  async kill() {
    this.#callOff?.();
    await endProcess(this.identity, [{ signal: 'SIGKILL', waitMs: 5_000 }]);
  }

  /** @param {{ wipe?: boolean }} [options] */
  async restart(options = {}) {
    await this.stop();
    if (options.wipe) await this.plan.wipe?.();
    await this.start();
  }
}
