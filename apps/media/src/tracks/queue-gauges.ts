import { Injectable } from '@nestjs/common';
import { Metrics } from '@veza/platform';
import { TracksRepository } from './tracks.repository.js';

/**
 * The length of the queue, from the rows: the job queue has few jobs of each user. Each process of media
 * publishes the same values, also when no worker is there, so a query takes their maximum.
 */
@Injectable()
export class QueueGauges {
  constructor(tracks: TracksRepository, metrics: Metrics) {
    const depth = metrics.gauge('veza_media_queue_tracks', 'Tracks that wait for a transcoding, or are in one', ['state']);
    const users = metrics.gauge('veza_media_queue_users', 'Users with tracks that wait');
    const oldest = metrics.gauge('veza_media_queue_oldest_seconds', 'Age of the oldest track that waits');
    metrics.onScrape(
      () => tracks.queueLength(),
      (length) => {
        if (!length) {
          depth.reset();
          return [users, oldest].forEach((gauge) => gauge.remove());
        }
        depth.set({ state: 'waiting' }, length.waiting);
        depth.set({ state: 'running' }, length.running);
        users.set(length.users);
        oldest.set(length.oldestSeconds);
      },
    );
  }
}
