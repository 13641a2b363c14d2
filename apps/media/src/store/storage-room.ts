import { isNativeError } from 'node:util/types';
import { Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { AppLogger, Every, Metrics } from '@veza/platform';
import { ObjectStore } from './object-store.js';

/** Kept free for renditions and for uploads that began before. */
export const RESERVE_BYTES = 64 * 1024 ** 2;
const MEASURE_MS = 30_000;
const RETRY_S = 60;

/**
 * The free space of the volume of the object store. A full volume is one line in the log, and a metric; it recovers by
 * itself when there is room again.
 */
@Injectable()
export class StorageRoom {
  private full = false;

  constructor(
    private readonly store: ObjectStore,
    private readonly metrics: Metrics,
    private readonly logger: AppLogger,
  ) {}

  /** Throws UNAVAILABLE when the bytes would fill the volume. */
  async require(bytes: number): Promise<void> {
    if (!(await this.hasRoom(bytes))) throw noRoom();
  }

  @Every(MEASURE_MS, 'free space of the object store')
  async hasRoom(bytes = 0): Promise<boolean> {
    const free = await this.store.freeBytes();
    this.metrics.gauge('veza_media_store_free_bytes', 'Free bytes of the volume of the object store').set(free);
    const size = this.metrics.gauge('veza_media_store_size_bytes', 'Bytes of the volume of the object store');
    size.set(await this.store.sizeBytes());
    this.note(free < RESERVE_BYTES);
    return free - bytes >= RESERVE_BYTES;
  }

  /** A write that failed because the volume is full becomes UNAVAILABLE; other errors are returned unchanged. */
  declare(error: unknown): unknown {
    if (!isNoSpace(error)) return error;
    this.note(true);
    return noRoom(error);
  }

  private note(full: boolean): void {
    if (full && !this.full) this.logger.error('The volume of MEDIA_DATA_DIR is full: no uploads until there is room');
    if (!full && this.full) this.logger.log('The volume of MEDIA_DATA_DIR has room again');
    this.full = full;
  }
}

/** A write that failed because a volume is full. */
export const isNoSpace = (error: unknown): boolean =>
  isNativeError(error) && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code));

const noRoom = (cause?: unknown) =>
  new DeclaredError('UNAVAILABLE', { message: 'The storage is full; try again later', retryAfter: RETRY_S, cause });
