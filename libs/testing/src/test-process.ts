import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { signalOnExit } from '@veza/servers';
import { eventually, UnreachableCondition } from './eventually.js';

/** How a process ended: exactly one of the two is set. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The last output of a process may arrive shortly after its end. */
const LAST_WORDS_MS = 500;
/** Nine processes that start at once are asked: more often would take the time that their start needs. */
const READY_EVERY_MS = 100;

/**
 * A Node process that a test starts, reads and kills. Its environment is PATH and the given variables only, so that a
 * test does not depend on the terminal. It ends when the test process ends, in any way.
 */
export class TestProcess {
  /** Everything it wrote to stdout and stderr, line by line. */
  readonly lines: string[] = [];
  readonly ended: Promise<ProcessEnd>;
  private readonly child: ChildProcess;
  private end: ProcessEnd | undefined;
  private endedAt = 0;

  constructor(
    readonly file: string,
    env: Record<string, string>,
    args: readonly string[],
  ) {
    // Without source maps, as services run elsewhere: to read them is a third of the start of a service.
    const child = spawn(process.execPath, [file, ...args], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_ENV: 'test', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => this.lines.push(line));
    const callOff = child.pid === undefined ? undefined : signalOnExit(child.pid, 'KILL');
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        callOff?.();
        this.end = { code, signal };
        this.endedAt = performance.now();
        resolve(this.end);
      });
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get running(): boolean {
    return this.end === undefined;
  }

  /** The first line, past or future, that contains the text or matches the pattern. */
  line(pattern: string | RegExp, options: { ms?: number } = {}): Promise<string> {
    const matches = (line: string): boolean => (typeof pattern === 'string' ? line.includes(pattern) : pattern.test(line));
    return this.wait(`a line ${String(pattern)}`, () => this.lines.find(matches), options);
  }

  /** Waits until this URL, for instance `http://127.0.0.1:9100/readyz`, returns 200 and no dependency is away. */
  ready(url: string, options: { ms?: number } = {}): Promise<true> {
    const isWhole = async (): Promise<boolean> => {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      return response.status === 200 && !(await response.text()).includes('"degraded":true');
    };
    return this.wait(`${url} to be whole`, isWhole, { everyMs: READY_EVERY_MS, ...options });
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** SIGKILL, as in a crash; resolves after the end. */
  async kill(): Promise<ProcessEnd> {
    this.signal('SIGKILL');
    return this.ended;
  }

  /** SIGTERM, as by an orchestrator; SIGKILL after `ms`. */
  async stop(options: { ms?: number } = {}): Promise<ProcessEnd> {
    const limit = setTimeout(() => this.signal('SIGKILL'), options.ms ?? 15_000);
    this.signal('SIGTERM');
    const end = await this.ended;
    clearTimeout(limit);
    return end;
  }

  private async wait<T>(
    what: string,
    condition: () => T | Promise<T>,
    { ms = 30_000, everyMs }: { ms?: number; everyMs?: number },
  ): Promise<NonNullable<Exclude<T, false>>> {
    try {
      return await eventually(`${this.file}: ${what}`, () => (this.running ? condition() : this.givenUp(condition)), {
        ms,
        everyMs,
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${reason}\n--- its last lines\n${this.lines.slice(-20).join('\n')}`, { cause: error });
    }
  }

  /** An ended process may still have printed the awaited line; otherwise the wait ends. */
  private async givenUp<T>(condition: () => T | Promise<T>): Promise<T> {
    const value = await condition();
    if (value) return value;
    const ended = `it ended (${JSON.stringify(this.end)})`;
    throw performance.now() - this.endedAt > LAST_WORDS_MS ? new UnreachableCondition(ended) : new Error(ended);
  }
}

/** Starts `node file ...args` with these variables; wait for `line` or `ready`, and `stop` or `kill` it in the end. */
export function startProcess(file: string, env: Record<string, string> = {}, args: readonly string[] = []): TestProcess {
  return new TestProcess(file, env, args);
}
