import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';

export interface ProgramRun {
  command: string;
  args: readonly string[];
  cwd: string;
  /** Everything the program sees of our environment. */
  env: Record<string, string>;
  /** An open file that becomes its standard input; none: /dev/null. */
  stdin?: number;
  onStdout?: (chunk: Buffer) => void;
  /** Wall clock; the CPU time is limited to twice as much. */
  timeoutMs: number;
  /** Largest file that it may write, in bytes. */
  mostFileBytes: number;
  signal: AbortSignal;
}

/** A program that did not end well. `stderr` is for our own log: it may name files. */
export class ProgramFailed extends Error {
  constructor(
    readonly reason: 'exit' | 'killed' | 'timeout' | 'aborted' | 'missing',
    readonly stderr: string,
    detail: string,
  ) {
    super(`The program ended: ${reason} (${detail})`);
    this.name = 'ProgramFailed';
  }
}

/** Enough for ffmpeg's libraries and one sound; a bomb is stopped here. */
const MOST_MEMORY_BYTES = 2 * 1024 ** 3;
const MOST_STDERR = 64 * 1024;
/** A third of the share of a service that is busy as well; at 10 a loaded machine would hardly get on with it. */
const POLITE = 5;

/**
 * Runs a program without a shell, below the priority of the services, with limits on CPU, memory, output and time, and
 * answers what it wrote to standard error (its last 64 KiB). It never outlives the call: an abort or the time limit is a
 * SIGKILL, and the call settles when the process is gone.
 */
export function runProgram(run: ProgramRun): Promise<string> {
  const [command, ...args] = limited(run, process.platform);
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.any([run.signal, AbortSignal.timeout(run.timeoutMs)]);
    const child = spawn(command, args, {
      cwd: run.cwd,
      env: run.env,
      stdio: [run.stdin ?? 'ignore', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    });
    let stderr = '';
    let missing: Error | undefined;
    child.on('spawn', () => {
      if (child.pid !== undefined) beNice(child.pid);
    });
    child.stdout?.on('data', (chunk: Buffer) => run.onStdout?.(chunk));
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString('latin1')).slice(-MOST_STDERR);
    });
    child.on('error', (error) => {
      if (!signal.aborted) missing = error;
      if (child.pid === undefined) reject(new ProgramFailed(signal.aborted ? 'aborted' : 'missing', '', error.message));
    });
    child.on('close', (code, killedBy) => {
      if (code === 0 && !missing) return resolve(stderr);
      const reason = run.signal.aborted ? 'aborted' : signal.aborted ? 'timeout' : killedBy ? 'killed' : 'exit';
      reject(new ProgramFailed(reason, stderr, missing?.message ?? killedBy ?? `code ${code}`));
    });
  });
}

/**
 * On Linux the kernel enforces the limits, and ends the program when this process is killed (ffmpeg itself ignores that
 * nobody reads it any more); util-linux is part of every Debian. Elsewhere only the time limit holds.
 */
export function limited(
  { command, args, timeoutMs, mostFileBytes }: ProgramRun,
  platform: NodeJS.Platform,
): [string, ...string[]] {
  if (platform !== 'linux') return [command, ...args];
  const cpuSeconds = Math.ceil((2 * timeoutMs) / 1000);
  const limits = [`--cpu=${cpuSeconds}`, `--as=${MOST_MEMORY_BYTES}`, `--fsize=${mostFileBytes}`, '--core=0'];
  return ['setpriv', '--pdeathsig', 'KILL', '--', 'prlimit', ...limits, '--', command, ...args];
}

function beNice(pid: number): void {
  try {
    setPriority(pid, POLITE);
  } catch {
    // It may be gone already, and it is only politeness.
  }
}
