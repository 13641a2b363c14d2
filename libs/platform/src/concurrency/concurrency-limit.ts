import { DeclaredError } from '@veza/contracts';

export interface ConcurrencyLimits {
  /** Tasks that run at the same time, at most. */
  readonly concurrency: number;
  /** Queued tasks, at most; a further task is rejected at once. Absent: unlimited. */
  readonly maxQueued?: number;
  /** Milliseconds that a task may be queued before it is rejected. Absent: unlimited. */
  readonly maxWaitMs?: number;
}

/** A semaphore with a bounded first-in-first-out queue. Rejected tasks get OVERLOADED. */
export class ConcurrencyLimit {
  private running = 0;
  /** Insertion order is the order of admission. */
  private readonly queue = new Set<() => void>();

  constructor(private readonly limits: ConcurrencyLimits) {}

  /** Runs the task as soon as a slot is free. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.running >= this.limits.concurrency) await this.inherit();
    else this.running += 1;
    try {
      return await task();
    } finally {
      this.release();
    }
  }

  /** Resolves with the slot of a task that has ended. */
  private inherit(): Promise<void> {
    const { maxQueued = Infinity, maxWaitMs } = this.limits;
    const overloaded = () => new DeclaredError('OVERLOADED', { retryAfter: Math.ceil((maxWaitMs ?? 1_000) / 1_000) });
    if (this.queue.size >= maxQueued) return Promise.reject(overloaded());
    return new Promise((resolve, reject) => {
      const admit = () => {
        clearTimeout(timer);
        resolve();
      };
      const expire = () => {
        this.queue.delete(admit);
        reject(overloaded());
      };
      const timer = maxWaitMs === undefined ? undefined : setTimeout(expire, maxWaitMs);
      this.queue.add(admit);
    });
  }

  /** Passes the slot to the task that was queued first. */
  private release(): void {
    const [next] = this.queue;
    if (!next) {
      this.running -= 1;
      return;
    }
    this.queue.delete(next);
    next();
  }
}
