import type { Counter } from 'prom-client';
import type { Metrics } from './metrics.js';

/** What waits in a queue of rows. */
export interface QueueDepth {
  readonly waiting: number;
  /** For how many seconds the oldest one is due; absent where this cannot be read. */
  readonly oldestSeconds?: number;
}

/**
 * The metrics of a queue of rows. Each replica publishes the same depth, which is that of the table, so queries take their
 * maximum. What was given up is counted by the replica that gave it up, so queries take the sum.
 */
export class QueueMetrics {
  private readonly givenUp: Counter<'queue'>;

  constructor(
    metrics: Metrics,
    private readonly queue: string,
    depth: () => Promise<QueueDepth>,
  ) {
    const waiting = metrics.gauge('veza_queue_waiting_rows', 'Rows of a queue that have not ended, in all replicas', ['queue']);
    const oldest = metrics.gauge('veza_queue_oldest_seconds', 'For how long the oldest row of a queue is due', ['queue']);
    this.givenUp = metrics.counter('veza_queue_given_up_total', 'Rows of a queue that this replica gave up', ['queue']);
    this.givenUp.inc({ queue }, 0); // an increase from nothing is none
    metrics.onScrape(depth, (found) => {
      if (found) waiting.set({ queue }, found.waiting);
      else waiting.remove({ queue });
      if (found?.oldestSeconds !== undefined) oldest.set({ queue }, found.oldestSeconds);
      else oldest.remove({ queue });
    });
  }

  gaveUp(count = 1): void {
    this.givenUp.inc({ queue: this.queue }, count);
  }
}
