import { readFile, writeFile } from 'node:fs/promises';
import type { World } from './world.js';

/** In MiB: resident when the watch began, the most since, and the difference. */
export interface Peak {
  name: string;
  before: number;
  peak: number;
  grown: number;
}

export interface Peaks {
  rows: Peak[];
  /** Also the processes that came and went: ffmpeg, by its own highest peak. */
  table(): string;
}

const EVERY_MS = 50;

/**
 * The kernel's own highest mark of each service (`VmHWM`), set back at the beginning. What a service starts itself and
 * ends again cannot be asked afterwards, so it is asked while it lives. Linux only.
 */
export class MemoryWatch {
  private readonly visitors = new Map<number, { name: string; peak: number }>();

  private constructor(
    private readonly world: World,
    private readonly before: Map<string, number>,
    private readonly timer: NodeJS.Timeout,
  ) {}

  static async begin(world: World): Promise<MemoryWatch> {
    const before = new Map<string, number>();
    for (const name of world.names) {
      const { pid } = world.service(name);
      await writeFile(`/proc/${pid}/clear_refs`, '5');
      before.set(name, (await memoryOf(pid))?.peak ?? 0);
    }
    const timer = setInterval(() => void watch.look(), EVERY_MS);
    const watch = new MemoryWatch(world, before, timer);
    return watch;
  }

  async end(): Promise<Peaks> {
    clearInterval(this.timer);
    const rows: Peak[] = [];
    for (const [name, before] of this.before) {
      const peak = (await memoryOf(this.world.service(name).pid))?.peak ?? 0;
      rows.push({ name, before, peak, grown: peak - before });
    }
    const visitors = [...this.visitors.values()].map(({ name, peak }) => ({ name, before: 0, peak, grown: peak }));
    const all = [...rows, ...visitors];
    return {
      rows: all,
      table: () =>
        all
          .map(({ name, before, peak }) => `  ${name.padEnd(30)} ${String(before).padStart(5)} → ${String(peak).padStart(5)} MiB`)
          .join('\n'),
    };
  }

  private async look(): Promise<void> {
    for (const name of this.world.names) {
      for (const pid of await childrenOf(this.world.service(name).pid)) {
        const memory = await memoryOf(pid);
        if (memory) this.visitors.set(pid, { name: `${memory.program} of ${name}`, peak: memory.peak });
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
