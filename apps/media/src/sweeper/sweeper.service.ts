import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppLogger, CONFIG, recurring, Shutdown } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectsService } from '../objects/objects.service.js';
import { ObjectStore } from '../store/object-store.js';
import { TracksRepository } from '../tracks/tracks.repository.js';
import { TranscodeQueue } from '../tracks/transcode-queue.js';

/** Longer than a busy transcoding ever lets its row rest. */
const STILL_MS = 60_000;
/** An upload that writes no byte is ended long before. */
const LEFTOVER_MS = 3_600_000;
const MOST_A_SWEEP = 500;

/**
 * Tidies up after whatever died: tracks whose job is gone are queued again, objects that were released or that nobody
 * claimed are deleted with their bytes, half-written files are removed. Every worker does it; doing it twice is harmless.
 */
@Injectable()
export class Sweeper implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly tracks: TracksRepository,
    private readonly queue: TranscodeQueue,
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
    for (const track of await this.tracks.standingStill(STILL_MS, MOST_A_SWEEP)) await this.queue.add(track);
    for (const id of await this.objects.sweepable(this.config.UNCLAIMED_LIFE, MOST_A_SWEEP))
      await this.objectsService.discard(id);
    await this.store.removeLeftovers(LEFTOVER_MS);
    await this.removeOldWork();
  }

  /** Folders of transcodings that were killed: no living one is that old. */
  private async removeOldWork(): Promise<void> {
    const work = join(this.config.MEDIA_DATA_DIR, 'work');
    const youngest = Date.now() - 8 * this.config.TRANSCODE_TIMEOUT;
    for (const name of await readdir(work).catch(() => [])) {
      const facts = await stat(join(work, name)).catch(() => undefined);
      if (facts && facts.mtimeMs < youngest) await rm(join(work, name), { recursive: true, force: true });
    }
  }
}
