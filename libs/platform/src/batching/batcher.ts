import { AsyncResource } from 'node:async_hooks';
import { DeclaredError } from '@veza/contracts';
import { TickBatcher } from '@veza/transport';

interface QueuedEntry<Entry, Result> {
  readonly entry: Entry;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export interface BatcherLimits {
  /** Entries of one batch, at most (default 500). */
  readonly batchSize?: number;
  /** Queued entries, at most (default 10,000). Further entries are rejected. */
  readonly maxQueued?: number;
  /**
   * Milliseconds after which the next batch starts although the current one still runs. Absent: it waits for its end.
   */
  readonly maxWaitMs?: number;
  /**
   * Coalescing window: after a batch with several entries the next one starts after a pause as long as that batch took,
   * at most this number of milliseconds (default 0). So the pause follows the load and the speed of the machine.
   */
  readonly windowMs?: number;
}

/**
 * Runs the work for many entries in one call, one batch at a time: entries that arrive while a batch runs form the next
 * one. A single entry does not wait. Under load, `windowMs` makes batches fewer and larger, because a batch costs about
 * the same for one entry as for many.
 *
 * Promise: the result of an entry is the one that the work returned at its index. If the work fails, every entry of its
 * batch is rejected with the same error, so the work must not fail because of one entry. Entries beyond `maxQueued` are
 * rejected with OVERLOADED.
 */
export class Batcher<Entry, Result> {
  private queue: QueuedEntry<Entry, Result>[] = [];
  private running = false;
  /** Ends the coalescing window early; set while it is open. */
  private endWindow?: () => void;
  private readonly batchSize: number;
  private readonly maxQueued: number;
  private readonly maxWaitMs?: number;
  private readonly windowMs: number;
  /** Bound to no async context: a batch serves many requests and must not inherit the deadline of one of them. */
  private readonly starts = new TickBatcher(AsyncResource.bind(() => void this.run()));

  constructor(
    private readonly work: (entries: readonly Entry[]) => Promise<readonly Result[]>,
    { batchSize = 500, maxQueued = 10_000, maxWaitMs, windowMs = 0 }: BatcherLimits = {},
  ) {
    this.batchSize = batchSize;
    this.maxQueued = maxQueued;
    this.maxWaitMs = maxWaitMs;
    this.windowMs = windowMs;
  }

  add(entry: Entry): Promise<Result> {
    if (this.queue.length >= this.maxQueued) return Promise.reject(new DeclaredError('OVERLOADED', { retryAfter: 1 }));
    return new Promise((resolve, reject) => {
      this.queue.push({ entry, resolve, reject });
      if (this.queue.length >= this.batchSize) this.endWindow?.();
      this.start();
    });
  }

  /** Starts at the end of the tick, together with what arrives until then. */
  private start(): void {
    if (this.running) return;
    this.running = true;
    this.starts.schedule();
  }

  private async run(): Promise<void> {
    const batch = this.queue.splice(0, this.batchSize);
    const startedAt = performance.now();
    const work = this.runBatch(batch);
    await (this.maxWaitMs === undefined ? work : within(work, this.maxWaitMs));
    if (batch.length > 1 && this.queue.length < this.batchSize) await this.window(performance.now() - startedAt);
    this.running = false;
    if (this.queue.length > 0) this.start();
  }

  /** Resolves after as long as the batch took, or as soon as a whole batch is queued. */
  private async window(tookMs: number): Promise<void> {
    if (this.windowMs === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.endWindow = resolve;
      timer = setTimeout(resolve, Math.min(tookMs, this.windowMs));
    });
    clearTimeout(timer);
    this.endWindow = undefined;
  }

  private async runBatch(batch: readonly QueuedEntry<Entry, Result>[]): Promise<void> {
    try {
      const results = await this.work(batch.map(({ entry }) => entry));
      if (results.length !== batch.length) throw new Error(`${batch.length} entries got ${results.length} results`);
      results.forEach((result, index) => batch[index]?.resolve(result));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}
