import { AsyncResource } from 'node:async_hooks';
import { DeclaredError } from '@veza/contracts';

interface Waiting<Entry, Result> {
  readonly entry: Entry;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export interface RoundLimits {
  /** Entries of one round. */
  readonly batch?: number;
  /** Entries that may wait; more are refused. */
  readonly backlog?: number;
  /** So long the next round waits for one that is slow (milliseconds); without it until that is over. */
  readonly patienceMs?: number;
  /** So long after a round of more than one began the next one does (milliseconds), earlier when it is full. */
  readonly apartMs?: number;
}

/**
 * Does the work of many in one go, one round at a time: what arrives while a round runs goes together with the next. Whoever
 * is alone waits for nobody. Where many come, `apartMs` makes rounds fewer and larger: a round costs about as much, however
 * many it is for.
 *
 * Promise: an entry's result is the one that the work answered at its place. When the work fails, all of its round fail
 * with the same error, so it must not fail because of one entry. Above `backlog` waiting entries more are OVERLOADED.
 */
export class Rounds<Entry, Result> {
  private waiting: Waiting<Entry, Result>[] = [];
  private running = false;
  /** Told when the next round is full, while it waits for company. */
  private full?: () => void;
  private readonly batch: number;
  private readonly backlog: number;
  private readonly patienceMs?: number;
  private readonly apartMs: number;
  /** In nobody's context: a round is the work of many, and ends by the deadline of none of them. */
  private readonly begin = AsyncResource.bind(() => void this.run());

  constructor(
    private readonly work: (entries: readonly Entry[]) => Promise<readonly Result[]>,
    { batch = 500, backlog = 10_000, patienceMs, apartMs = 0 }: RoundLimits = {},
  ) {
    this.batch = batch;
    this.backlog = backlog;
    this.patienceMs = patienceMs;
    this.apartMs = apartMs;
  }

  add(entry: Entry): Promise<Result> {
    if (this.waiting.length >= this.backlog) return Promise.reject(new DeclaredError('OVERLOADED', { retryAfter: 1 }));
    return new Promise((resolve, reject) => {
      this.waiting.push({ entry, resolve, reject });
      if (this.waiting.length >= this.batch) this.full?.();
      this.start();
    });
  }

  /** With what arrives in the same turn of the event loop. */
  private start(): void {
    if (this.running) return;
    this.running = true;
    setImmediate(this.begin);
  }

  private async run(): Promise<void> {
    const batch = this.waiting.splice(0, this.batch);
    const apart = batch.length > 1 && this.waiting.length < this.batch ? this.company() : undefined;
    const round = this.round(batch);
    await (this.patienceMs === undefined ? round : within(round, this.patienceMs));
    await apart;
    this.running = false;
    if (this.waiting.length > 0) this.start();
  }

  /** Resolves after `apartMs`, or when a whole round waits. */
  private async company(): Promise<void> {
    if (this.apartMs === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.full = resolve;
      timer = setTimeout(resolve, this.apartMs);
    });
    clearTimeout(timer);
    this.full = undefined;
  }

  private async round(batch: readonly Waiting<Entry, Result>[]): Promise<void> {
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
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, patience]);
  clearTimeout(timer);
}
