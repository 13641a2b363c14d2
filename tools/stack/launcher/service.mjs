import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync, readFileSync, renameSync, statSync, truncateSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess, identify } from '../../../libs/servers/src/processes.js';
import { SetupError } from '../../../libs/servers/src/setup-error.js';
import { endGroup } from './records.mjs';

const LOG_LIMIT = 64 * 1024 * 1024;
export const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;
/** Pauses before the restarts of a process that was ready. It grows as well, but never to seconds in which many replicas are away. */
const LONGEST_AFTER_READY_MS = 2_000;
/** After this uptime, the delay of the next restart starts from the shortest one again. */
const RECOVERED_MS = 60_000;

/** @typedef {'starting' | 'ready' | 'degraded' | 'not ready' | 'restarting' | 'stopping' | 'stopped'} State */

/** One process of the platform: starts it, polls /readyz, restarts it after an exit, and stops it. */
export class Service {
  /** @type {State} */
  state = 'stopped';
  pid = 0;
  deaths = 0;
  /** Explanation of a state other than ready. */
  detail = '';
  #pauseMs = FIRST_PAUSE_MS;
  #wasReady = false;
  #identity = { pid: 0, started: '' };
  #logStart = 0;
  #wanted = false;
  #program = '';
  /** @type {NodeJS.Timeout | undefined} */
  #next;
  #exited = Promise.resolve();

  /**
   * @param {import('./plan.mjs').Planned} plan @param {{ env: Record<string, string | undefined>, nodeFlags: string[], logFile: string,
   *   records: import('./records.mjs').Records, changed: (service: Service) => void }} context
   */
  constructor(plan, context) {
    this.plan = plan;
    this.context = context;
  }

  get name() {
    return this.plan.name;
  }
  get isReady() {
    return this.state === 'ready';
  }

  /** Whether the program was built again since the start. Names of chunks have their digests, so one file shows it. */
  get isOutdated() {
    return this.#program !== digestOf(this.plan.script);
  }

  start() {
    this.#wanted = true;
    this.#spawn();
  }

  async restart() {
    await this.stop();
    this.deaths = 0;
    this.start();
  }

  #spawn() {
    const { plan, context } = this;
    if (!existsSync(plan.script))
      throw new SetupError(`${plan.name} is not built (${plan.script} is missing): run "npm run build".`);
    if (existsSync(context.logFile) && statSync(context.logFile).size > LOG_LIMIT / 4)
      renameSync(context.logFile, `${context.logFile}.1`);
    this.#program = digestOf(plan.script);
    const log = openSync(context.logFile, 'a', 0o600);
    this.#logStart = fstatSync(log).size;
    const child = spawn(process.execPath, [...context.nodeFlags, plan.script], {
      // Read by Node 22.1 and later. A build empties the folder, so that it does not grow.
      env: { NODE_COMPILE_CACHE: join(dirname(plan.script), 'compile-cache'), ...context.env, ...plan.env },
      detached: true, // Ctrl-C reaches only the launcher, which stops everything in order
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.pid = child.pid ?? 0;
    this.#identity = identify(this.pid);
    context.records.note(plan.name, this.#identity);
    const started = Date.now();
    this.#exited = new Promise((resolve) => {
      child.once('error', () => resolve());
      child.once('exit', (code, signal) => {
        endGroup(this.#identity.pid); // child processes that it could not stop itself
        this.#onExit(Date.now() - started, signal ? `ended by ${signal}` : `exited with code ${code}: ${this.lastOutput()}`);
        resolve();
      });
    });
    if (this.deaths === 0) this.#become('starting');
  }

  /** @param {number} livedMs @param {string} reason */
  #onExit(livedMs, reason) {
    this.pid = 0;
    if (!this.#wanted) return;
    this.deaths += 1;
    if (livedMs > RECOVERED_MS) this.#pauseMs = FIRST_PAUSE_MS;
    const pause = this.#wasReady ? Math.min(this.#pauseMs, LONGEST_AFTER_READY_MS) : this.#pauseMs;
    this.#pauseMs = Math.min(pause * 2, LONGEST_PAUSE_MS);
    this.#wasReady = false;
    this.#next = setTimeout(() => this.#spawn(), pause);
    this.#become('restarting', `${reason}${pause > 2_000 ? `; next attempt in ${Math.round(pause / 1_000)} s` : ''}`);
  }

  /** Reads /readyz once and updates the state. */
  async poll() {
    if (this.pid === 0 || this.state === 'stopping') return;
    const pid = this.pid;
    const readiness = await readinessOf(this.plan.opsPort);
    if (pid !== this.pid || !this.#wanted) return;
    if (readiness === 'ready') this.#wasReady = true;
    if (this.#wasReady) this.#become(readiness);
    this.#boundLog();
  }

  /** Resolves when the service is ready for the first time. Throws with its last output when the process ends before. */
  async untilReady(limitMs = 60_000) {
    const until = Date.now() + limitMs;
    while (!this.isReady) {
      if (this.deaths > 0)
        throw new SetupError(`${this.name} did not start: ${this.lastOutput()} (log: ${this.context.logFile})`);
      if (Date.now() > until)
        throw new SetupError(
          `${this.name} was not ready within ${limitMs / 1_000} s: ${this.lastOutput()} (log: ${this.context.logFile})`,
        );
      await this.poll();
      if (!this.isReady) await sleep(50);
    }
  }

  /** @param {number} [limitMs] before it is killed */
  async stop(limitMs = 12_000) {
    this.#wanted = false;
    clearTimeout(this.#next);
    if (this.pid !== 0) {
      this.#become('stopping');
      await endProcess(this.#identity, [
        { signal: 'SIGTERM', waitMs: limitMs },
        { signal: 'SIGKILL', waitMs: 3_000 },
      ]);
      await this.#exited;
    }
    this.context.records.forget(this.name);
    this.#become('stopped');
  }

  /** The last useful output: plain lines (configuration errors) before logged errors. */
  lastOutput() {
    const lines = readFileSync(this.context.logFile).subarray(this.#logStart).toString('utf8').trim().split('\n').slice(-200);
    const plain = lines.filter((line) => line !== '' && !line.startsWith('{') && !/^\s*at /.test(line));
    if (plain.length > 0) return plain.slice(0, 12).join('\n').trim();
    const logged = lines.flatMap(readLogLine).at(-1);
    return logged ?? 'no output';
  }

  #boundLog() {
    if (statSync(this.context.logFile).size > LOG_LIMIT) truncateSync(this.context.logFile, 0);
  }

  /** @param {State} state @param {string} [detail] */
  #become(state, detail = '') {
    if (this.state === state && this.detail === detail) return;
    this.state = state;
    this.detail = state === 'ready' ? '' : detail;
    this.context.changed(this);
  }
}

/** @param {string} file */
const digestOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** The message of a log line of level error or above. @param {string} line @returns {string[]} */
function readLogLine(line) {
  try {
    const { level, msg, err, cause } = JSON.parse(line);
    const serious = typeof level === 'number' ? level >= 50 : ['error', 'fatal'].includes(level);
    return serious ? [[msg, (err ?? cause)?.message].filter(Boolean).join(': ')] : [];
  } catch {
    return [];
  }
}

/** @param {number} port @returns {Promise<'ready' | 'degraded' | 'not ready'>} */
function readinessOf(port) {
  return new Promise((resolve) => {
    const call = request({ host: '127.0.0.1', port, path: '/readyz', timeout: 3_000, agent: false }, (answer) => {
      text(answer).then(
        (body) => resolve(answer.statusCode !== 200 ? 'not ready' : body.includes('"degraded":true') ? 'degraded' : 'ready'),
        () => resolve('not ready'),
      );
    });
    call.once('timeout', () => call.destroy());
    call.once('error', () => resolve('not ready'));
    call.end();
  });
}
