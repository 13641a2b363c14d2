import { setTimeout as pause } from 'node:timers/promises';

/** Scrapes come every 15 to 60 seconds, of several Prometheis too. */
const FRESH_MS = 10_000;
/** Less than the time limit of a scrape, which is that of all metrics of the process. */
const LIMIT_MS = 1_000;

/** A value that is read when metrics are scraped. A read that is slower than the limit goes on, and no other one begins beside it. */
export class ScrapedValue<Value> {
  private readAt = -Infinity;
  private running?: Promise<void>;

  constructor(
    private readonly read: () => Promise<Value>,
    private readonly show: (value: Value | undefined) => void,
  ) {}

  async refresh(): Promise<void> {
    if (!this.running && performance.now() - this.readAt < FRESH_MS) return;
    this.running ??= this.begin();
    const limit = new AbortController();
    const late = pause(LIMIT_MS, true, { signal: limit.signal }).catch(() => false); // aborted below
    if (await Promise.race([this.running.then(() => false), late])) this.show(undefined);
    limit.abort();
  }

  private async begin(): Promise<void> {
    try {
      this.show(await this.read());
    } catch {
      this.show(undefined); // its dependency is away, which is in the log and in /readyz
    } finally {
      this.readAt = performance.now();
      this.running = undefined;
    }
  }
}
