import { randomUUID } from 'node:crypto';
import { mkdir, rm, rmdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, Metrics } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { isNoSpace, RESERVE_BYTES } from '../store/storage-room.js';

const MARK_MS = 2_000;

/** The volume of the working folders is full: the work is done later. */
export class WorkFolderFull extends Error {
  constructor(cause?: unknown) {
    super('the volume of the working folders is full', { cause });
    this.name = 'WorkFolderFull';
  }
}

/** Folders of this worker for one work each. With the store in a bucket they are on another volume than the objects. */
@Injectable()
export class WorkFolders {
  private readonly root: string;

  constructor(
    @Inject(CONFIG) config: MediaConfig,
    private readonly metrics: Metrics,
  ) {
    this.root = join(config.MEDIA_DATA_DIR, 'work');
  }

  /** Runs the work in a new folder with an empty `in/`, which is removed afterwards. */
  async use<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
    const folder = join(this.root, randomUUID());
    let marking = Promise.resolve();
    const marks = setInterval(() => void (marking = markUsed(folder)), MARK_MS);
    try {
      await mkdir(join(folder, 'in'), { recursive: true });
      if (await this.isFull()) throw new WorkFolderFull();
      return await work(folder);
    } catch (error) {
      // The look comes before the removal, which makes room again.
      throw isNoSpace(error) || (await this.isFull()) ? new WorkFolderFull(error) : error;
    } finally {
      clearInterval(marks);
      await marking; // a mark that appears during the removal would make it fail
      await rm(folder, { recursive: true, force: true });
    }
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.root);
    return bavail * bsize;
  }

  private async isFull(): Promise<boolean> {
    const free = await this.freeBytes();
    this.metrics.gauge('veza_media_work_free_bytes', 'Free bytes of the volume of the working folders').set(free);
    return free < RESERVE_BYTES;
  }
}

/**
 * The sweeper removes the folders of killed workers, which are no longer marked: a change inside sets the time of the
 * folder by the clock of the volume.
 */
async function markUsed(folder: string): Promise<void> {
  const mark = join(folder, 'mark');
  await mkdir(mark)
    .then(() => rmdir(mark))
    .catch(() => undefined); // the folder is gone: the work has just ended
}
