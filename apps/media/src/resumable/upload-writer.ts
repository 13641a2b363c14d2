import { createHash, type Hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import { requireKind } from '../uploads/inspect.js';
import { paced } from '../uploads/paced.js';
import type { MediaConfig } from '../config.js';
import { HEAD_BYTES } from '../objects/content-kind.js';
import { ObjectStore } from '../store/object-store.js';
import { StorageRoom } from '../store/storage-room.js';
import { Traffic } from '../store/traffic.js';
import { Pieces } from './pieces.js';
import type { ResumableUpload } from './resumable-upload.entity.js';
import { ResumableUploadsRepository, type StoredPart } from './resumable-uploads.repository.js';
import type { Checksum } from './tus-request.js';

/** A killed replica loses at most this much of a running request. */
const PART_BYTES = 8 * 1024 ** 2;
/** Of one upload: 500 MiB in pieces of 52 KiB. */
const MOST_PARTS = 10_000;

/** Stores the bytes of one request behind those that an upload has. */
@Injectable()
export class UploadWriter {
  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly uploads: ResumableUploadsRepository,
    private readonly store: ObjectStore,
    private readonly room: StorageRoom,
    private readonly traffic: Traffic,
  ) {}

  /**
   * Returns the new offset. A request that breaks off is stored as far as it arrived. With a checksum it is stored whole or
   * not at all.
   */
  async write(upload: ResumableUpload, offset: number, body: Readable, checksum?: Checksum): Promise<number> {
    const late = () => pieces.stop(new DeclaredError('REQUEST_TIMEOUT'));
    let isStoring = false;
    const timer = setTimeout(() => (isStoring ? timer.refresh() : late()), this.config.UPLOAD_IDLE);
    const storing = (now: boolean) => void (isStoring = now);
    const pieces = new Pieces(paced(body, this.config, { received: () => void timer.refresh(), storing, tooSlow: late }));
    try {
      return await (checksum ? this.checked(upload, offset, pieces, checksum) : this.plain(upload, offset, pieces));
    } catch (error) {
      throw this.room.declare(error);
    } finally {
      clearTimeout(timer);
    }
  }

  private async plain(upload: ResumableUpload, offset: number, pieces: Pieces): Promise<number> {
    let at = offset;
    let count = upload.parts;
    while (await pieces.hasMore()) {
      const part = await this.storePart(upload, at, count++, pieces);
      await this.commit(upload.id, at, [part]);
      at += part.size;
    }
    if (pieces.failure !== undefined) throw pieces.failure;
    return at;
  }

  private async checked(upload: ResumableUpload, offset: number, pieces: Pieces, checksum: Checksum): Promise<number> {
    const hash = createHash(checksum.algorithm);
    const parts: StoredPart[] = [];
    let at = offset;
    try {
      while (await pieces.hasMore()) {
        const part = await this.storePart(upload, at, upload.parts + parts.length, pieces, hash);
        parts.push(part);
        at += part.size;
      }
      if (pieces.failure !== undefined) throw pieces.failure;
      const digest = hash.digest();
      if (digest.length !== checksum.digest.length || !timingSafeEqual(digest, checksum.digest))
        throw new DeclaredError('CHECKSUM_MISMATCH');
    } catch (error) {
      for (const { key } of parts) await this.store.remove(key);
      throw error;
    }
    if (parts.length > 0) await this.commit(upload.id, offset, parts);
    return at;
  }

  private async storePart(
    upload: ResumableUpload,
    start: number,
    number: number,
    pieces: Pieces,
    hash?: Hash,
  ): Promise<StoredPart> {
    if (number >= MOST_PARTS)
      throw new DeclaredError('PAYLOAD_TOO_LARGE', { message: `At most ${MOST_PARTS} pieces; send larger ones` });
    // The random part keeps two requests for the same offset from writing to one key.
    const key = `${upload.id}/${start}-${randomBytes(6).toString('hex')}`;
    const source = start === 0 ? sniffed(pieces.upTo(PART_BYTES), Number(upload.length)) : pieces.upTo(PART_BYTES);
    return { start, size: await this.store.write(key, hash ? hashed(source, hash) : source), key };
  }

  private async commit(id: string, offset: number, parts: readonly StoredPart[]): Promise<void> {
    if (await this.uploads.append(id, offset, parts)) {
      for (const { size } of parts) this.traffic.received('resumable', size);
      return;
    }
    for (const { key } of parts) await this.store.remove(key);
    throw new DeclaredError('CONFLICT', { message: 'Another request has changed this upload; read its offset' });
  }
}

/** Rejects a wrong kind of file with its first bytes, if enough of them arrive; else its end does. */
async function* sniffed(source: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of source) {
    if (head) {
      head = Buffer.concat([head, chunk]);
      if (head.length >= Math.min(HEAD_BYTES, length)) {
        requireKind('track', head.subarray(0, HEAD_BYTES));
        head = undefined;
      }
    }
    yield chunk;
  }
}

async function* hashed(source: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
}
