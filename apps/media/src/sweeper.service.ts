import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppLogger, CONFIG, recurring, Shutdown } from '@veza/platform';
import type { MediaConfig } from './config.js';
import { NoticesRepository } from './notices/notices.repository.js';
import { ObjectsRepository } from './objects/objects.repository.js';
import { ObjectsService } from './objects/objects.service.js';
import { ObjectStore } from './store/object-store.js';
import { TracksRepository } from './tracks/tracks.repository.js';
import { TranscodeQueue } from './tracks/transcode-queue.js';
import { QueueSwitch } from './transcodings/queue-switch.js';

// Wall clock: compared with times of files.

/** Longer than the interval at which a running transcoding updates its row. */
const STALLED_MS = 60_000;
/** An upload without progress ends long before. */
const LEFTOVER_MS = 3_600_000;
/** Longer than a worker's event loop or the shared volume may stand still. */
const UNUSED_MS = 120_000;
const MOST_PER_SWEEP = 500;

/**
 * Cleans up after crashes: queues tracks again whose job is lost, deletes released and unclaimed objects with their
 * bytes, and removes partly written files. Every worker sweeps; concurrent sweeps are harmless.
 */
@Injectable()
export class SweeperService implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly tracks: TracksRepository,
    private readonly queue: TranscodeQueue,
    private readonly queueSwitch: QueueSwitch,
    private readonly notices: NoticesRepository,
    private readonly objects: ObjectsRepository,
    private readonly objectsService: ObjectsService,
    private readonly store: ObjectStore,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {}

  onApplicationBootstrap(): void {
    recurring('sweeper', this.config.SWEEP_INTERVAL, () => this.sweep(), this);
  }

  async sweep(): Promise<void> {
    await this.queueSwitch.align();
    for (const track of await this.tracks.stalled(STALLED_MS, MOST_PER_SWEEP)) await this.queue.add(track);
    for (const id of await this.objects.sweepable(this.config.UNCLAIMED_LIFE, MOST_PER_SWEEP))
      await this.objectsService.discard(id);
    await this.notices.purge();
    await this.store.removeLeftovers(LEFTOVER_MS);
    await this.removeOldWork();
  }

  /** Folders of killed transcodings: a running one marks its own every two seconds. */
  private async removeOldWork(): Promise<void> {
    const work = join(this.config.MEDIA_DATA_DIR, 'work');
    const newest = Date.now() - UNUSED_MS;
    const names = await readdir(work).catch(() => []); // no folder yet
    for (const name of names) {
      const facts = await stat(join(work, name)).catch(() => undefined); // removed meanwhile
      if (facts && facts.mtimeMs < newest) await rm(join(work, name), { recursive: true, force: true });
    }
  }
}
