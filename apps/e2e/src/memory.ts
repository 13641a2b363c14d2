import { readFile, writeFile } from 'node:fs/promises';
import type { TestSystem } from './test-system.js';

/** Resident memory in MiB: at the start of the watch, the peak since, and the difference. */
export interface Peak {
  name: string;
  before: number;
  peak: number;
  grown: number;
}

export interface MemoryPeaks {
  rows: Peak[];
  /** Includes child processes (ffmpeg, Postgres backends), with the highest peak of each kind. */
  table(): string;
}

const EVERY_MS = 50;

/**
 * The kernel's peak of each process (`VmHWM`), reset at the start: the services, Redis and Postgres. Child processes are
 * polled while they run, since their peak is lost when they end. A Postgres backend includes the shared buffers that it has
 * touched. Linux only.
 */
export class MemoryWatch {
  private readonly childPeaks = new Map<string, number>();

  private constructor(
    private readonly pids: ReadonlyMap<string, number>,
    private readonly before: ReadonlyMap<string, number>,
    private readonly timer: NodeJS.Timeout,
  ) {}

  static async begin(system: TestSystem): Promise<MemoryWatch> {
    const pids = await system.pids();
    const before = new Map<string, number>();
    for (const [name, pid] of pids) {
      await writeFile(`/proc/${pid}/clear_refs`, '5');
      before.set(name, (await memoryOf(pid))?.peak ?? 0);
    }
    const timer = setInterval(() => void watch.look(), EVERY_MS);
    const watch = new MemoryWatch(pids, before, timer);
    return watch;
  }

  async end(): Promise<MemoryPeaks> {
    clearInterval(this.timer);
    const rows: Peak[] = [];
    for (const [name, pid] of this.pids) {
      const before = this.before.get(name) ?? 0;
      const peak = (await memoryOf(pid))?.peak ?? 0;
      rows.push({ name, before, peak, grown: peak - before });
    }
    const children = [...this.childPeaks].map(([name, peak]) => ({ name, before: 0, peak, grown: peak }));
    const all = [...rows, ...children];
    return {
      rows: all,
      table: () =>
        all
          .map(({ name, before, peak }) => `  ${name.padEnd(30)} ${String(before).padStart(5)} → ${String(peak).padStart(5)} MiB`)
          .join('\n'),
    };
  }

  private async look(): Promise<void> {
    for (const [parent, pid] of this.pids) {
      for (const child of await childrenOf(pid)) {
        const memory = await memoryOf(child);
        const name = `${memory?.program} of ${parent}`;
        if (memory) this.childPeaks.set(name, Math.max(memory.peak, this.childPeaks.get(name) ?? 0));
      }
    }
  }
}

async function memoryOf(pid: number): Promise<{ program: string; peak: number } | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, program] = /^Name:\s+(.+)$/m.exec(status) ?? [];
  const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  return program === undefined || kib === undefined ? undefined : { program, peak: Math.round(Number(kib) / 1024) };
}

async function childrenOf(pid: number): Promise<number[]> {
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return list.split(' ').filter(Boolean).map(Number);
}
