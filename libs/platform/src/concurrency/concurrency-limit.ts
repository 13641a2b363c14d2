import { DeclaredError } from '@veza/contracts';

export interface ConcurrencyLimits {
  /** Tasks that run at the same time, at most. */
  readonly concurrency: number;
  /** Queued tasks, at most; a further task is rejected at once. Absent: unlimited. */
  readonly maxQueued?: number;
  /** Milliseconds that a task may be queued before it is rejected. Absent: unlimited. */
  readonly maxWaitMs?: number;
}

/**
 * A semaphore with bounded first-in-first-out queues. Tasks of one group share a queue, and the groups take turns: a task
 * waits for at most one task of each other group, however many these have queued. Rejected tasks get OVERLOADED.
 */
export class ConcurrencyLimit {
  private running = 0;
  private queued = 0;
  /** By group; insertion order is the order of turns, and within a group of admission. */
  private readonly queues = new Map<string, Set<() => void>>();

  constructor(private readonly limits: ConcurrencyLimits) {}

  /** Runs the task as soon as a slot is free. */
  async run<T>(task: () => Promise<T>, group = ''): Promise<T> {
    if (this.running >= this.limits.concurrency) await this.inherit(group);
    else this.running += 1;
    try {
      return await task();
    } finally {
      this.release();
    }
  }

  /** Resolves with the slot of a task that has ended. */
  private inherit(group: string): Promise<void> {
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

  /** Passes the slot to the first task of the group whose turn it is. */
  private release(): void {
    const [turn] = this.queues;
    const [next] = turn?.[1] ?? [];
    if (!turn || !next) {
      this.running -= 1;
      return;
    }
    const [group, queue] = turn;
    this.remove(group, next);
    // The group goes behind all others.
    if (this.queues.delete(group)) this.queues.set(group, queue);
    next();
  }

  private remove(group: string, admit: () => void): void {
    const queue = this.queues.get(group);
    if (queue?.delete(admit)) this.queued -= 1;
    if (queue?.size === 0) this.queues.delete(group);
  }
}
