import { Injectable } from '@nestjs/common';
import {
  type Caller,
  DeclaredError,
  type ListQueueChanges,
  type ListTranscodings,
  type QueueChangePage,
  type TrackError,
  type TranscodingPage,
  type TranscodingQueueView,
} from '@veza/contracts';
import { Database } from '@veza/database';
import { requireAdmin } from '@veza/platform';
import { TrackFailures } from '../tracks/track-failures.js';
import { TracksRepository } from '../tracks/tracks.repository.js';
import { TranscodeQueue } from '../tracks/transcode-queue.js';
import { QueueSwitch } from './queue-switch.js';
import { TranscodingsRepository } from './transcodings.repository.js';

/** The queue of transcodings as its rows state it: the job queue itself has few jobs of each user. */
@Injectable()
export class TranscodingsService {
  constructor(
    private readonly database: Database,
    private readonly transcodings: TranscodingsRepository,
    private readonly tracks: TracksRepository,
    private readonly failures: TrackFailures,
    private readonly queue: TranscodeQueue,
    private readonly queueSwitch: QueueSwitch,
  ) {}

  async list(caller: Caller, query: ListTranscodings): Promise<TranscodingPage> {
    requireAdmin(caller);
    const { rows, ...page } = await this.transcodings.list(query);
    return { items: rows.map(({ id, ...row }) => ({ trackId: id, ...row })), ...page };
  }

  async changes(caller: Caller, query: ListQueueChanges): Promise<QueueChangePage> {
    requireAdmin(caller);
    const { rows, ...page } = await this.transcodings.changes(query);
    return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })), ...page };
  }

  async state(caller: Caller): Promise<TranscodingQueueView> {
    requireAdmin(caller);
    const { oldestSeconds, ...counts } = await this.tracks.queueLength();
    const [pausedAt, failures] = [await this.transcodings.pausedAt(), await this.transcodings.failures()];
    return {
      paused: pausedAt !== undefined,
      pausedAt: pausedAt?.toISOString() ?? null,
      ...counts,
      oldestSeconds: Math.round(oldestSeconds),
      failed: failures.reduce((sum, { count }) => sum + count, 0),
      failures,
    };
  }

  async pause(caller: Caller, paused: boolean): Promise<TranscodingQueueView> {
    const { userId: changedBy } = requireAdmin(caller);
    await this.database.transaction(async (tx) => {
      if (!(await this.transcodings.setPaused(tx, paused))) return;
      await this.transcodings.record(tx, { action: paused ? 'pause' : 'resume', changedBy });
    });
    await this.queueSwitch.align();
    return this.state(caller);
  }

  async retry(caller: Caller, trackId: number): Promise<null> {
    const { userId: changedBy } = requireAdmin(caller);
    const track = await this.database.transaction(async (tx) => {
      const restarted = await this.tracks.restart(trackId, tx);
      if (restarted) await this.transcodings.record(tx, { action: 'retry', changedBy, trackId });
      return restarted;
    });
    if (!track) throw await this.unsuitable(trackId, 'Only a failed transcoding can be started again');
    await this.queue.addNextOf(track.uploaderId);
    return null;
  }

  async retryFailed(caller: Caller, error?: TrackError): Promise<{ retried: number }> {
    const { userId: changedBy } = requireAdmin(caller);
    const uploaders = await this.database.transaction(async (tx) => {
      const restarted = await this.transcodings.restartFailed(tx, error);
      const count = restarted.length;
      if (count > 0) await this.transcodings.record(tx, { action: 'retry_failed', changedBy, error, count });
      return restarted;
    });
    await Promise.all([...new Set(uploaders)].map((uploaderId) => this.queue.addNextOf(uploaderId)));
    return { retried: uploaders.length };
  }

  async cancel(caller: Caller, trackId: number): Promise<null> {
    const { userId: changedBy } = requireAdmin(caller);
    const failed = await this.failures.fail(
      (tx) => this.transcodings.processing(tx, trackId),
      'CANCELLED',
      (tx) => this.transcodings.record(tx, { action: 'cancel', changedBy, trackId }),
    );
    if (!failed) throw await this.unsuitable(trackId, 'Only a transcoding that waits or runs can be cancelled');
    await this.queue.addNextOf(failed.uploaderId);
    return null;
  }

  private async unsuitable(trackId: number, message: string): Promise<DeclaredError> {
    return (await this.transcodings.exists(trackId))
      ? new DeclaredError('INVALID_STATE', { message })
      : new DeclaredError('NOT_FOUND');
  }
}
