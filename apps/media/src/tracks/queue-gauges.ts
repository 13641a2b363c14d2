import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Every, Metrics } from '@veza/platform';
import { TracksRepository } from './tracks.repository.js';

const MEASURE_MS = 15_000;

/**
 * The length of the queue, from the rows: the job queue has one job of each user at most. Each worker publishes the same
 * values, so a dashboard takes their maximum.
 */
@Injectable()
export class QueueGauges implements OnApplicationBootstrap {
  constructor(
    private readonly tracks: TracksRepository,
    private readonly metrics: Metrics,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.measure();
  }

  @Every(MEASURE_MS, 'length of the transcoding queue')
  async measure(): Promise<void> {
    const { waiting, running, users, oldestSeconds } = await this.tracks.queueLength();
    const depth = this.metrics.gauge('veza_media_queue_tracks', 'Tracks that wait for a transcoding, or are in one', ['state']);
    depth.set({ state: 'waiting' }, waiting);
    depth.set({ state: 'running' }, running);
    this.metrics.gauge('veza_media_queue_users', 'Users with tracks that wait').set(users);
    this.metrics.gauge('veza_media_queue_oldest_seconds', 'Age of the oldest track that waits').set(oldestSeconds);
  }
}
