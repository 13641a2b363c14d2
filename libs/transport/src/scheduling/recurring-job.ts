import { AsyncResource } from 'node:async_hooks';

/** Pauses after a kick, in milliseconds: a transaction that has written something usually commits within the first. */
const EAGER_MS = [10, 40, 200];

/** The started jobs of this process. Tests run them at once (`lookNow`) instead of waiting for an interval. */
export const startedJobs: Set<RecurringJob> = new Set();

export interface RecurringJobOptions {
  /** Milliseconds from the end of a run to the start of the next. */
  readonly everyMs: number;
  readonly onFailure: (cause: unknown) => void;
}

/**
 * Runs the work again and again until it is stopped, one run at a time. A failed run is reported and followed by the
 * next one after `everyMs`. With `kick`, `everyMs` may be long: it is then for rows of replicas that died, and due ones.
 *
 * `stop` resolves when the current run has ended, so that a shutdown does not close a connection that the run still
 * uses. It does not interrupt the run: the work needs time limits of its own.
 */
export class RecurringJob {
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private stopped = true;
  /** The pause that was requested during the current run. */
  private requestedMs = Infinity;
  /** Index of the pause after the latest kick. */
  private eager = EAGER_MS.length;
  /** Bound to no async context: a run that a request has brought forward must not inherit its deadline. */
  private readonly begin = AsyncResource.bind(() => {
    this.running = this.run();
  });

  /** @param work resolves to the milliseconds until its next run, if these are not `everyMs` */
  constructor(
    private readonly work: () => Promise<number | void>,
    private readonly options: RecurringJobOptions,
  ) {}

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  start(firstMs = this.options.everyMs): void {
    this.stopped = false;
    startedJobs.add(this);
    this.runIn(firstMs);
  }

  /** Moves the next run. During a run, the pause after it is at most `ms`. */
  runIn(ms: number): void {
    if (this.stopped) return;
    if (this.isRunning) {
      this.requestedMs = Math.min(this.requestedMs, ms);
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(this.begin, ms);
  }

  /** Something for the work is being written: the next runs are soon, since its transaction may commit after the first. */
  kick(): void {
    this.eager = 0;
    if (!this.isRunning) this.runIn(this.pauseMs());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    startedJobs.delete(this);
    clearTimeout(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    let pauseMs: number | void = undefined;
    try {
      pauseMs = await this.work();
    } catch (cause) {
      this.options.onFailure(cause);
    }
    this.running = undefined;
    const nextMs = Math.min(pauseMs ?? this.pauseMs(), this.requestedMs);
    this.requestedMs = Infinity;
    this.runIn(nextMs);
  }

  private pauseMs(): number {
    return EAGER_MS[this.eager++] ?? this.options.everyMs;
  }
}
