import { DeclaredError } from '@veza/contracts';

interface Waiting<Entry, Result> {
  readonly entry: Entry;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export interface RoundLimits {
  /** Entries of one round. */
  batch: number;
  /** Entries that may wait; more are refused. */
  backlog: number;
}

/**
 * Does the work of many in one go, one round at a time: what arrives while a round runs goes together with the next. There
 * is no timer, so whoever is alone waits for nobody.
 *
 * Promise: an entry's result is the one that the work answered at its place. When the work fails, all of its round fail
 * with the same error, so it must not fail because of one entry. Above `backlog` waiting entries more are OVERLOADED.
 */
export class Rounds<Entry, Result> {
  private waiting: Waiting<Entry, Result>[] = [];
  private running = false;

  constructor(
    private readonly work: (entries: readonly Entry[]) => Promise<readonly Result[]>,
    private readonly limits: RoundLimits = { batch: 500, backlog: 10_000 },
  ) {}

  add(entry: Entry): Promise<Result> {
    if (this.waiting.length >= this.limits.backlog) return Promise.reject(new DeclaredError('OVERLOADED', { retryAfter: 1 }));
    return new Promise((resolve, reject) => {
      this.waiting.push({ entry, resolve, reject });
      if (this.running) return;
      this.running = true;
      setImmediate(() => void this.run()); // with what arrives in the same turn
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) await this.round(this.waiting.splice(0, this.limits.batch));
    this.running = false;
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
