import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SYSTEM } from '@veza/contracts';
import { AppLogger, Metrics, QueueMetrics, recurring, Shutdown } from '@veza/platform';
import { requestContext } from '@veza/transport';
import { QUEUES } from '../../queues.js';
import { RetentionRunService } from './retention-run.service.js';
import { RetentionRepository } from './retention.repository.js';

/**
 * One run of the retention an hour, of all replicas together: the end of a run is a row, which the looks of the others
 * find. The run of a replica that stopped, died or failed has none, and the next look of any replica begins it again.
 * Replicas that look during a run join it, which is safe: each patient is locked, and erased once.
 */
@Injectable()
export class RetentionHours implements OnApplicationBootstrap {
  constructor(
    private readonly retention: RetentionRepository,
    private readonly runs: RetentionRunService,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
    metrics: Metrics,
  ) {
    new QueueMetrics(metrics, 'retention', () => this.retention.depth());
  }

  onApplicationBootstrap(): void {
    // At once, because a replica that is always stopped before its first look would never run it.
    recurring('retention', QUEUES.retention.everyMs, () => this.look(), this).runIn(0);
  }

  async look(): Promise<void> {
    const hour = await this.retention.openHour();
    if (hour === undefined) return;
    await requestContext.run({ requestId: hour, caller: SYSTEM }, () => this.runs.run(() => this.shutdown.started));
    if (!this.shutdown.started) await this.retention.endHour(hour);
  }
}
