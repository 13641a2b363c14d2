import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppLogger, CONFIG, LeasedRows, Metrics, Shutdown } from '@veza/platform';
import { ChatMetrics } from '../chat-metrics.js';
import type { ChatConfig } from '../config.js';
import { QUEUES } from '../queues.js';
import { RetentionRepository, TurnLost } from './retention.repository.js';

const {
  pauseSeconds: [betweenSeconds],
  pausePerWork,
  longestPauseMs,
} = QUEUES.retention;

/**
 * Removes what rooms and direct conversations have longer than `CHAT_RETENTION_DAYS`, once an hour, on one replica
 * (decision 243).
 *
 * Promise: only the beginning of a log is removed, never an entry above its floor. A sweep that was killed has removed
 * whole batches, and the next one goes on.
 *
 * Limits: a batch is a short transaction that locks its room for its last statements. The sweep works a quarter of the time,
 * so a large backlog takes long, and sends find Postgres free.
 */
@Injectable()
export class RetentionService implements OnApplicationBootstrap {
  private readonly turns?: LeasedRows<string>;

  constructor(
    private readonly repository: RetentionRepository,
    private readonly counters: ChatMetrics,
    @Inject(CONFIG) private readonly config: ChatConfig,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
    readonly metrics: Metrics,
  ) {
    const { CHAT_RETENTION_DAYS: days } = config;
    if (days === undefined) return;
    this.turns = new LeasedRows<string>(
      {
        name: 'chat retention',
        limits: QUEUES.retention,
        take: () => repository.take(),
        run: (_turn, signal) => this.sweep(days, signal),
        depth: () => repository.depth(),
      },
      this,
    );
    const oldest = metrics.gauge('veza_chat_retention_oldest_seconds', 'No log of a room has an older entry');
    metrics.onScrape(
      () => repository.oldestSeconds(),
      (seconds) => oldest.set(seconds ?? NaN),
    );
  }

  onApplicationBootstrap(): void {
    this.turns?.begin();
  }

  private async sweep(days: number, signal: AbortSignal): Promise<void> {
    try {
      await this.removeOld(await this.repository.cutoff(days, this.config.CHAT_RETENTION_ARCHIVED), signal);
    } catch (error) {
      if (error instanceof TurnLost) return;
      throw error;
    }
    await this.repository.end(signal.aborted ? 0 : betweenSeconds);
  }

  private async removeOld(cutoff: Date, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const { rooms, young } = await this.repository.examine(cutoff);
      if (rooms.length === 0 && young === 0) return;
      for (const room of rooms) await this.removeFrom(room, cutoff, signal);
    }
  }

  private async removeFrom(room: string, cutoff: Date, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const startedAt = performance.now();
      const { messages, changes, done } = await this.repository.removeOldest(room, cutoff);
      this.counters.retired.inc({ kind: 'message' }, messages);
      this.counters.retired.inc({ kind: 'change' }, changes);
      if (done) return;
      const workedMs = performance.now() - startedAt;
      await pause(Math.min(longestPauseMs, workedMs * pausePerWork), undefined, { signal }).catch(() => undefined); // stopping
    }
  }
}
