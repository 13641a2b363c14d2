import { AsyncResource } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, type ObjectFacts, type StoredObject } from '@veza/contracts';
import { CONFIG, Metrics } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectStore } from '../store/object-store.js';
import { StorageRoom } from '../store/storage-room.js';
import type { PutGrant } from './byte-grant.js';
import { cleanFileName } from '../objects/file-name.js';
import { paced } from './paced.js';
import { inspect, type InspectedFile } from './inspect.js';
import { PictureUploads } from './picture-uploads.js';
import { readUpload } from './read-upload.js';
import { UploadPlaces } from './upload-places.js';

/** Bytes of the form around the file: boundaries and text fields. */
const FORM_BYTES = 512 * 1024;

/**
 * Receives uploads: one pass from the socket to the disk, with one chunk in memory (an image is held whole to be
 * re-encoded). An upload that ends early (rejected, disconnected, idle or too slow) leaves neither bytes nor a row.
 */
@Injectable()
export class UploadsService {
  private running = 0;

  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly objects: ObjectsRepository,
    private readonly objectStore: ObjectStore,
    private readonly room: StorageRoom,
    private readonly places: UploadPlaces,
    private readonly pictures: PictureUploads,
    private readonly metrics: Metrics,
  ) {}

  async receive(request: IncomingMessage, grant: PutGrant): Promise<StoredObject> {
    return this.occupy(grant.userId, () => this.read(request, grant));
  }

  /** Runs what receives bytes in a place of this replica and of the user; OVERLOADED or RATE_LIMITED if all are taken. */
  async occupy<Result>(userId: number, receiving: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.config.UPLOADS_AT_ONCE) throw new DeclaredError('OVERLOADED', { retryAfter: 5 });
    this.running += 1;
    try {
      return await this.places.run(userId, receiving);
    } finally {
      this.running -= 1;
    }
  }

  private async read(request: IncomingMessage, grant: PutGrant): Promise<StoredObject> {
    const idle = new AbortController();
    const timer = setTimeout(() => idle.abort(new DeclaredError('REQUEST_TIMEOUT')), this.config.UPLOAD_IDLE);
    try {
      const left = await this.requireQuota(request, grant);
      const pace = { received: () => void timer.refresh(), tooSlow: () => idle.abort(new DeclaredError('REQUEST_TIMEOUT')) };
      const receiver = {
        store: (file: Readable, name: string | undefined) =>
          this.store(paced(file, this.config, pace), cleanFileName(name), grant, left),
        discard: ({ objectId }: ObjectFacts) => this.discard(objectId),
      };
      const { stored, fields } = await readUpload(request, grant.kind, receiver, idle.signal);
      this.metrics.counter('veza_media_uploads_total', 'Uploads that were stored').inc();
      return { ...stored, fields };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Returns the bytes that are left of the quota; a Content-Length that exceeds a limit is rejected before the first byte. */
  private async requireQuota(request: IncomingMessage, { userId, maxBytes }: PutGrant): Promise<number> {
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > maxBytes + FORM_BYTES)
      throw new DeclaredError('PAYLOAD_TOO_LARGE', { message: `The file is larger than ${maxBytes} bytes` });
    await this.room.require(announced);
    const left = this.config.UPLOAD_QUOTA - (await this.objects.used(userId));
    if (left <= 0 || announced > left + FORM_BYTES) throw new DeclaredError('QUOTA_EXCEEDED');
    return left;
  }

  private async store(
    file: AsyncIterable<Buffer>,
    filename: string,
    { userId, kind, maxBytes }: PutGrant,
    left: number,
  ): Promise<ObjectFacts> {
    if (kind === 'picture') return this.pictures.store(file, filename, userId, { kind, maxBytes, left });
    const id = randomUUID();
    let facts: InspectedFile | undefined;
    // The row is inserted between the last byte and the renaming of the file: a crash before or after leaves a temporary
    // file or an unclaimed row, and the sweeper deletes both. The caller is a stream without the context of the request,
    // so the function is bound to it.
    const insertRow = AsyncResource.bind(async (inspected: InspectedFile) => {
      const within = await this.objects.insertWithin(this.config.UPLOAD_QUOTA, {
        id,
        kind,
        ownerId: userId,
        filename,
        ...inspected,
      });
      if (!within) throw new DeclaredError('QUOTA_EXCEEDED');
      facts = inspected;
    });
    try {
      await this.objectStore.write(id, inspect(file, { kind, maxBytes, left }, insertRow));
    } catch (error) {
      if (facts) await this.objects.delete(id);
      throw this.room.declare(error);
    }
    if (!facts) throw new Error('the store did not read the upload to its end');
    return { objectId: id, filename, ...facts };
  }

  private async discard(id: string): Promise<void> {
    await this.objectStore.remove(id);
    await this.objects.delete(id);
  }
}
