import { readFile } from 'node:fs/promises';

/** Of all programs that read the header: an honest one takes a hundredth of it. */
export const PROBE_SECONDS = 10;
/** An honest sound takes some hundredth of its length for each of its programs. */
const LEAST_SECONDS = 30;
const BYTES_PER_SECOND = 100_000;
const CPU_PER_SECOND = 0.06;
/** For each rendition in another format. */
const FURTHER_CPU_PER_SECOND = 0.02;
/** Speech at 6 kbit/s. A sound that is longer than its bytes allow is silence, or states what it has not. */
const LEAST_BYTES_PER_SECOND = 750;
/** A sound below it is cheap, whatever it states. */
const SHORT_SECONDS = 600;
const LONG_SECONDS = 3 * 3_600;

/** CPU seconds that all programs of one track may use together. */
export const cpuSecondsOf = (bytes: number, seconds: number, further = 0): number =>
  LEAST_SECONDS + bytes / BYTES_PER_SECOND + (CPU_PER_SECOND + further * FURTHER_CPU_PER_SECOND) * seconds;

/** Whether a sound is transcoded behind all others: it is very long, or its bytes do not explain its length. */
export const isUnusual = (bytes: number, seconds: number): boolean =>
  seconds > LONG_SECONDS || (seconds > SHORT_SECONDS && seconds * LEAST_BYTES_PER_SECOND > bytes);

/** Linux counts CPU time in hundredths of a second for every program (USER_HZ). */
const TICKS = 100;
const LOOK_MS = 250;

/** CPU time that several programs share. When it is used up, `signal` aborts. The kernel bounds each program by the rest. */
export class CpuBudget {
  private readonly exhausted = new AbortController();
  readonly signal = this.exhausted.signal;
  private used = 0;

  constructor(private readonly most: number) {}

  /** For a limit of the kernel: whole seconds, at least one. */
  get left(): number {
    return Math.max(1, Math.ceil(this.most - this.used));
  }

  /** Looks at a program until the returned function is called. What it uses after the last look is not counted. */
  watch(pid: number): () => void {
    let counted = 0;
    const look = async () => {
      const seconds = cpuSecondsIn(await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => ''));
      if (seconds === undefined || seconds < counted) return; // it has ended, or this is no Linux
      this.used += seconds - counted;
      counted = seconds;
      if (this.used >= this.most) this.exhaust();
    };
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }

  /** Also when the kernel has ended a program, which then used the rest, whatever was seen of it. */
  exhaust(): void {
    this.used = Math.max(this.used, this.most);
    this.exhausted.abort();
  }
}

/** The CPU seconds in a line of `/proc/<pid>/stat`, those of ended children included. */
export function cpuSecondsIn(stat: string): number | undefined {
  // The second field is a name in parentheses, which may hold spaces; utime is the 14th field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const times = fields.slice(11, 15).map(Number);
  const ticks = times.reduce((sum, each) => sum + each, 0);
  return times.length === 4 && Number.isFinite(ticks) ? ticks / TICKS : undefined;
}
