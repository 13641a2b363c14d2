import { randomUUID } from 'node:crypto';
import { SYSTEM } from '@veza/contracts';
import { RecurringJob, requestContext } from '@veza/transport';
import type { Metrics } from '../metrics/metrics.js';
import { type QueueDepth, QueueMetrics } from '../metrics/queue-metrics.js';
import type { QueueLimits } from './queue-limits.js';
import { type JobOwner, LOOK_MS } from './recurring.js';

export interface LeasedRowsPlan<Row> {
  /** Of the queue: in logs, and in the list of what a stop waits for. */
  readonly name: string;
  readonly limits: QueueLimits;
  /** Leases at most so many rows that are due, the oldest first. */
  take(most: number): Promise<readonly Row[]>;
  /** Notes its own result in the row. The signal aborts when the service stops. */
  run(row: Row, signal: AbortSignal): Promise<void>;
  /** What waits, for the metrics. */
  depth(): Promise<QueueDepth>;
  /** A run rejected: notes it in the row, if its lease shall not end by itself. Default: a line in the log. */
  failed?(row: Row, cause: unknown): Promise<void> | void;
}

/** What a queue needs of its service. */
export interface QueueOwner extends JobOwner {
  readonly metrics: Metrics;
}

/**
 * Work that happens later: rows of a table that one replica leases, runs, and deletes or makes due again. The SQL is
 * that of the plan; this class has the looks, and the bounds of what runs at once.
 *
 * - A row runs at least once. The lease of a replica that died ends, and another replica takes the row. A plan without
 *   leases decides in the transaction of a run which replica has the row.
 * - A row that is written here is kicked and runs within milliseconds. Other rows wait for a look.
 * - While looks find rows, the end of a run is followed by a look: a row that was leased is not due any more. A run
 *   that rejected is not, because what it needs is most likely away.
 * - Runs have the caller `system`, and a request id of their own. A stop waits for them.
 */
export class LeasedRows<Row> {
  private readonly job: RecurringJob;
  private readonly metrics: QueueMetrics;
  private readonly running = new Set<Promise<void>>();
  private readonly stopping = new AbortController();
  /** Taken, and not begun. */
  private waiting: Row[] = [];
  /** Rows may be left that are due. */
  private more = false;

  constructor(
    private readonly plan: LeasedRowsPlan<Row>,
    private readonly owner: QueueOwner,
  ) {
    const { name, limits } = plan;
    this.metrics = new QueueMetrics(owner.metrics, name, () => plan.depth());
    this.job = new RecurringJob(() => this.look(), {
      everyMs: limits.everyMs ?? LOOK_MS,
      onFailure: (cause) => owner.logger.warn('A look for due rows failed', { queue: name, cause }),
    });
  }

  begin(): void {
    this.job.start();
    this.owner.shutdown.register('drain', this.plan.name, () => this.stop());
  }

  /** A row is being written here. */
  kick(): void {
    this.job.kick();
  }

  /** A row will not run again, although it did not succeed. */
  gaveUp(): void {
    this.metrics.gaveUp();
  }

  /** Begins what is due and has room. Does not wait for its end. */
  async look(): Promise<void> {
    const { limits } = this.plan;
    const free = limits.atOnce - this.running.size;
    this.more = true;
    if (free <= 0 || this.waiting.length > 0 || this.owner.shutdown.started) return;
    const most = limits.most ?? free;
    const rows = await this.plan.take(most);
    // Rows without a lease may still be due after their run: only a look that was full has left others.
    this.more = limits.most === undefined ? rows.length > 0 : rows.length >= most;
    this.waiting.push(...rows);
    this.fill();
  }

  private fill(): void {
    while (this.running.size < this.plan.limits.atOnce && !this.stopping.signal.aborted) {
      const [row] = this.waiting.splice(0, 1);
      if (row === undefined) return;
      const run = this.run(row).then((succeeded) => {
        this.running.delete(run);
        this.fill();
        if (succeeded && this.more && this.waiting.length === 0) this.job.runIn(0);
      });
      this.running.add(run);
    }
  }

  /** False when it rejected. */
  private async run(row: Row): Promise<boolean> {
    const { plan } = this;
    try {
      await requestContext.run({ requestId: randomUUID(), caller: SYSTEM }, () => plan.run(row, this.stopping.signal));
      return true;
    } catch (cause) {
      await this.failed(row, cause).catch((fault: unknown) => this.log(fault));
      return false;
    }
  }

  private async failed(row: Row, cause: unknown): Promise<void> {
    if (this.plan.failed) await this.plan.failed(row, cause);
    else this.log(cause);
  }

  private log(cause: unknown): void {
    this.owner.logger.warn('A row of a queue failed', { queue: this.plan.name, cause });
  }

  private async stop(): Promise<void> {
    this.stopping.abort();
    this.waiting = [];
    await this.job.stop();
    await Promise.all(this.running);
  }
}
