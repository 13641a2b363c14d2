import { DeclaredError } from '@veza/contracts';
import { QueueDelay } from '@veza/transport';
import { RecentCost } from './recent-cost.js';

export interface ConcurrencyLimits {
  /** Tasks that run at the same time, at most. */
  readonly concurrency: number;
  /** Tasks of one group that run at the same time, at most. Absent: as many as of all groups. */
  readonly perGroup?: number;
  /** Queued tasks, at most; a further task, or the last one of a longer queue, is rejected at once. Absent: unlimited. */
  readonly maxQueued?: number;
  /** Milliseconds that a task may be queued before it is rejected. Absent: unlimited. */
  readonly maxWaitMs?: number;
  /** After so many tasks that waited for long, the queue of a group refuses tasks before that time (`QueueDelay`). */
  readonly standsAfter?: number;
  /** The group whose tasks took least time lately is next; half of that time is forgotten in so many milliseconds. */
  readonly cheapestFirstMs?: number;
}

interface Waiting {
  readonly since: number;
  readonly admit: () => void;
  readonly refuse: () => void;
}

/** The tasks of one group. */
class Queue extends Set<Waiting> {
  private readonly delay: QueueDelay | undefined;

  constructor({ maxWaitMs = Infinity, standsAfter }: ConcurrencyLimits) {
    super();
    this.delay = standsAfter === undefined ? undefined : new QueueDelay({ longestMs: maxWaitMs, entries: standsAfter });
  }

  /** The first task that has not waited for too long. Refuses those before it. */
  next(): Waiting | undefined {
    for (const waiting of this) {
      if (this.delay?.admits(performance.now() - waiting.since) !== false) return waiting;
      waiting.refuse();
    }
    return undefined;
  }
}

/**
 * A semaphore with bounded first-in-first-out queues. Tasks of one group share a queue, and the groups take turns: a task
 * waits for at most one task of each other group, however many these have queued. With `perGroup` below `concurrency`, no
 * group alone can take every slot. With `maxQueued`, no group can keep others out: the longest queue gives its last place to
 * a queue that is shorter by two. With `cheapestFirstMs` the turns follow what the groups have cost: a group of dear tasks
 * waits until the others had as much time, and gives its last place to one that cost less than half. Rejected tasks get
 * OVERLOADED.
 */
export class ConcurrencyLimit {
  private running = 0;
  private queued = 0;
  /** Running tasks by group. */
  private readonly runningOf = new Map<string, number>();
  /** By group; insertion order is the order of turns, and within a group of admission. */
  private readonly queues = new Map<string, Queue>();

  private readonly cost: RecentCost | undefined;

  constructor(private readonly limits: ConcurrencyLimits) {
    this.cost = limits.cheapestFirstMs === undefined ? undefined : new RecentCost(limits.cheapestFirstMs);
  }

  /** Runs the task as soon as a slot is free. */
  async run<T>(task: () => Promise<T>, group = ''): Promise<T> {
    if (this.running < this.limits.concurrency && this.mayRun(group)) this.begin(group);
    else await this.turnOf(group);
    const started = performance.now();
    try {
      return await task();
    } finally {
      this.cost?.add(group, performance.now() - started);
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
    if (this.queued >= maxQueued && !this.makeRoomFor(group)) return Promise.reject(overloaded());
    return new Promise((resolve, reject) => {
      const waiting = {
        since: performance.now(),
        admit: () => {
          clearTimeout(timer);
          resolve();
        },
        refuse: () => {
          clearTimeout(timer);
          this.remove(group, waiting);
          reject(overloaded());
        },
      };
      const timer = maxWaitMs === undefined ? undefined : setTimeout(waiting.refuse, maxWaitMs);
      this.queues.set(group, (this.queues.get(group) ?? new Queue(this.limits)).add(waiting));
      this.queued += 1;
    });
  }

  /** False when the queue of the group would be the longest one itself, or the dearest. */
  private makeRoomFor(group: string): boolean {
    const [longest] = [...this.queues.values()].sort((a, b) => b.size - a.size);
    const isLonger = longest && longest.size > (this.queues.get(group)?.size ?? 0) + 1;
    const last = [...((isLonger ? longest : this.dearerThan(group)) ?? [])].at(-1);
    last?.refuse();
    return last !== undefined;
  }

  /** The queue of the dearest group, if it cost more than twice as much lately. */
  private dearerThan(group: string): Queue | undefined {
    const { cost } = this;
    if (!cost) return undefined;
    const [dearest] = [...this.queues.keys()].sort((a, b) => cost.of(b) - cost.of(a));
    return dearest !== undefined && cost.of(dearest) > 2 * cost.of(group) ? this.queues.get(dearest) : undefined;
  }

  /** The queues in the order of their turns. */
  private inTurn(): Iterable<[string, Queue]> {
    const { cost } = this;
    return cost ? [...this.queues].sort(([a], [b]) => cost.of(a) - cost.of(b)) : this.queues;
  }

  /** Begins the first task of the group whose turn it is. */
  private end(ended: string): void {
    this.running -= 1;
    const left = (this.runningOf.get(ended) ?? 0) - 1;
    if (left > 0) this.runningOf.set(ended, left);
    else this.runningOf.delete(ended);
    for (const [group, queue] of this.inTurn()) {
      const next = this.mayRun(group) ? queue.next() : undefined;
      if (!next) continue;
      this.remove(group, next);
      // The group goes behind all others.
      if (this.queues.delete(group)) this.queues.set(group, queue);
      this.begin(group);
      return next.admit();
    }
  }

  private remove(group: string, waiting: Waiting): void {
    const queue = this.queues.get(group);
    if (queue?.delete(waiting)) this.queued -= 1;
    if (queue?.size === 0) this.queues.delete(group);
  }
}
