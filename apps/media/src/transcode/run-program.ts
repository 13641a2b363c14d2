import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { deadline } from '@veza/platform';
import type { CpuBudget } from './cpu-budget.js';
import { type LeanRoot, WITHOUT_RIGHTS } from './lean-root.js';
import { OWN_NAMESPACES } from './namespaces.js';

export interface ProgramCall {
  command: string;
  args: readonly string[];
  cwd: string;
  /** The whole environment of the program. */
  env: Record<string, string>;
  /** Whether it runs in namespaces of its own. */
  isolated: boolean;
  /** Its own root, in which it runs in the folder for results. */
  root?: LeanRoot;
  /** An open file that becomes its standard input; none: /dev/null. */
  stdin?: number;
  onStdout?: (chunk: Buffer) => void;
  /** Wall clock. */
  timeoutMs: number;
  /** CPU time, shared with other programs. */
  budget: CpuBudget;
  /** Largest file that it may write, in bytes. */
  mostFileBytes: number;
  signal: AbortSignal;
}

/** A program that failed. `stderr` is for our log only: it may name files. */
export class ProgramFailed extends Error {
  constructor(
    readonly reason: 'exit' | 'killed' | 'timeout' | 'aborted' | 'missing',
    readonly stderr: string,
    detail: string,
    /** Of a program that ended by itself. */
    readonly exitCode?: number,
  ) {
    super(`The program ended: ${reason} (${detail})`);
    this.name = 'ProgramFailed';
  }
}

/** Enough for the libraries of ffmpeg and one source; a decompression bomb ends here. */
const MOST_MEMORY_BYTES = 2 * 1024 ** 3;
const MOST_STDERR = 64 * 1024;
/** Nice value: a third of the CPU share of a busy service; with 10, transcoding hardly proceeds on a loaded machine. */
const NICE = 5;

/**
 * Runs a program without a shell, below the priority of the services, with limits on CPU, memory, output and time, and
 * returns the last 64 KiB of its standard error. It never outlives the call: an abort or the time limit is a SIGKILL, and
 * the call settles when the process has ended.
 */
export function runProgram(run: ProgramCall): Promise<string> {
  const ending = AbortSignal.any([run.signal, run.budget.signal]);
  // A short program could end well before the signal reaches it.
  if (ending.aborted)
    return Promise.reject(new ProgramFailed(run.signal.aborted ? 'aborted' : 'timeout', '', 'before its start'));
  const [command = '', ...args] = withLimits(run, process.platform);
  return new Promise((resolve, reject) => {
    const { signal, clear: clearDeadline } = deadline(ending, run.timeoutMs);
    const child = spawn(command, args, {
      cwd: run.cwd,
      env: run.env,
      stdio: [run.stdin ?? 'ignore', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    });
    let unwatch: (() => void) | undefined;
    const clear = () => {
      clearDeadline();
      unwatch?.();
    };
    let stderr = '';
    let missing: Error | undefined;
    child.on('spawn', () => {
      if (child.pid === undefined) return;
      lowerPriority(child.pid);
      unwatch = run.budget.watch(child.pid);
    });
    child.stdout?.on('data', (chunk: Buffer) => run.onStdout?.(chunk));
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString('latin1')).slice(-MOST_STDERR);
    });
    child.on('error', (error) => {
      if (!signal.aborted) missing = error;
      if (child.pid !== undefined) return;
      clear();
      reject(new ProgramFailed(signal.aborted ? 'aborted' : 'missing', '', error.message));
    });
    child.on('close', (code, killedBy) => {
      clear();
      if (killedBy === 'SIGXCPU') run.budget.exhaust();
      if (code === 0 && !missing) return resolve(stderr);
      const late = signal.aborted || killedBy === 'SIGXCPU';
      const reason = run.signal.aborted ? 'aborted' : late ? 'timeout' : killedBy ? 'killed' : 'exit';
      reject(new ProgramFailed(reason, stderr, missing?.message ?? killedBy ?? `code ${code}`, code ?? undefined));
    });
  });
}

/**
 * On Linux the kernel enforces the limits, and kills the program when this process is killed (ffmpeg ignores a closed
 * pipe); util-linux is part of every Debian. On other systems only the time limit applies.
 */
export function withLimits(
  { command, args, isolated, root, budget, mostFileBytes }: ProgramCall,
  platform: NodeJS.Platform,
): string[] {
  if (platform !== 'linux') return [command, ...args];
  // At the first number the kernel sends SIGXCPU, at the second SIGKILL.
  const limits = [`--cpu=${budget.left}:${budget.left + 5}`, `--as=${MOST_MEMORY_BYTES}`, `--fsize=${mostFileBytes}`, '--core=0'];
  const launcher = root?.launcher ?? (isolated ? OWN_NAMESPACES : []);
  const rights = root ? WITHOUT_RIGHTS : WITHOUT_RIGHTS.slice(0, 1);
  const dying = ['setpriv', '--pdeathsig', 'KILL', ...rights, '--'];
  return [...launcher, ...dying, 'prlimit', ...limits, '--', command, ...args];
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, NICE);
  } catch {
    // The process may have ended already; the priority is not essential.
  }
}
