import { DeclaredError } from '@veza/contracts';

export interface ConcurrencyLimits {
  /** Tasks that run at the same time, at most. */
  readonly concurrency: number;
  /** Tasks of one group that run at the same time, at most. Absent: as many as of all groups. */
  readonly perGroup?: number;
  /** Queued tasks, at most; a further task is rejected at once. Absent: unlimited. */
  readonly maxQueued?: number;
  /** Milliseconds that a task may be queued before it is rejected. Absent: unlimited. */
  readonly maxWaitMs?: number;
}

/**
 * A semaphore with bounded first-in-first-out queues. Tasks of one group share a queue, and the groups take turns: a task
 * waits for at most one task of each other group, however many these have queued. With `perGroup` below `concurrency`, no
 * group alone can take every slot. Rejected tasks get OVERLOADED.
 */
export class ConcurrencyLimit {
  private running = 0;
  private queued = 0;
  /** Running tasks by group. */
  private readonly runningOf = new Map<string, number>();
  /** By group; insertion order is the order of turns, and within a group of admission. */
  private readonly queues = new Map<string, Set<() => void>>();

  constructor(private readonly limits: ConcurrencyLimits) {}

  /** Runs the task as soon as a slot is free. */
  async run<T>(task: () => Promise<T>, group = ''): Promise<T> {
    if (this.running < this.limits.concurrency && this.mayRun(group)) this.begin(group);
    else await this.turnOf(group);
    try {
      return await task();
    } finally {
      this.end(group);
    }
  }

  private mayRun(group: string): boolean {
    return (this.runningOf.get(group) ?? 0) < (this.limits.perGroup ?? Infinity);
  }

  private begin(group: string): void {
    this.running += 1;
    this.runningOf.set(group, (this.runningOf.get(group) ?? 0) + 1);
  }

  /** Resolves when the task has begun. */
  private turnOf(group: string): Promise<void> {
    const { maxQueued = Infinity, maxWaitMs } = this.limits;
    const overloaded = () => new DeclaredError('OVERLOADED', { retryAfter: Math.ceil((maxWaitMs ?? 1_000) / 1_000) });
    if (this.queued >= maxQueued) return Promise.reject(overloaded());
    return new Promise((resolve, reject) => {
      const admit = () => {
        clearTimeout(timer);
        resolve();
      };
      const expire = () => {
        this.remove(group, admit);
        reject(overloaded());
      };
      const timer = maxWaitMs === undefined ? undefined : setTimeout(expire, maxWaitMs);
      this.queues.set(group, (this.queues.get(group) ?? new Set()).add(admit));
      this.queued += 1;
    });
  }

  /** Begins the first task of the group whose turn it is. */
  private end(ended: string): void {
    this.running -= 1;
    const left = (this.runningOf.get(ended) ?? 0) - 1;
    if (left > 0) this.runningOf.set(ended, left);
    else this.runningOf.delete(ended);
    for (const [group, queue] of this.queues) {
      const [next] = queue;
      if (!next || !this.mayRun(group)) continue;
      this.remove(group, next);
      // The group goes behind all others.
      if (this.queues.delete(group)) this.queues.set(group, queue);
      this.begin(group);
      return next();
    }
  }

  private remove(group: string, admit: () => void): void {
    const queue = this.queues.get(group);
    if (queue?.delete(admit)) this.queued -= 1;
    if (queue?.size === 0) this.queues.delete(group);
  }
}
