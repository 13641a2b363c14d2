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
import type { PutGrant } from './byte-grant.js';
import { cleanFileName } from './file-name.js';
import { inspect, type Inspected } from './inspect.js';
import { readUpload } from './read-upload.js';

/** Room for the form around the file: boundaries and text fields. */
const FORM_BYTES = 512 * 1024;

/**
 * Takes uploads in: one pass from the socket to the disk, nothing held in memory but a chunk (and an image, as it is
 * re-encoded). Whatever ends it early, a refusal, a client that goes away, or silence, leaves neither bytes nor row.
 */
@Injectable()
export class UploadsService {
  private running = 0;

  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly objects: ObjectsRepository,
    private readonly store: ObjectStore,
    private readonly metrics: Metrics,
  ) {}

  async take(request: IncomingMessage, grant: PutGrant): Promise<StoredObject> {
    if (this.running >= this.config.UPLOADS_AT_ONCE) throw new DeclaredError('OVERLOADED', { retryAfter: 5 });
    this.running += 1;
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(new DeclaredError('REQUEST_TIMEOUT')), this.config.UPLOAD_IDLE);
    try {
      const left = await this.roomFor(request, grant);
      const keeping = {
        keep: (file: Readable, name: string | undefined) => this.keep(heard(file, timer), cleanFileName(name), grant, left),
        discard: ({ objectId }: ObjectFacts) => this.discard(objectId),
      };
      const { kept, fields } = await readUpload(request, grant.kind, keeping, silence.signal);
      this.metrics.counter('veza_media_uploads_total', 'Uploads that were stored').inc();
      return { ...kept, fields };
    } finally {
      clearTimeout(timer);
      this.running -= 1;
    }
  }

  /** Bytes that may still come. What Content-Length tells is refused before the first of them. */
  private async roomFor(request: IncomingMessage, { userId, maxBytes }: PutGrant): Promise<number> {
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > maxBytes + FORM_BYTES)
      throw new DeclaredError('PAYLOAD_TOO_LARGE', { message: `At most ${maxBytes} bytes are accepted here` });
    const left = this.config.UPLOAD_QUOTA - (await this.objects.used(userId));
    if (left <= 0 || announced > left + FORM_BYTES) throw new DeclaredError('QUOTA_EXCEEDED');
    return left;
  }

  private async keep(
    file: AsyncIterable<Buffer>,
    filename: string,
    { userId, kind, maxBytes }: PutGrant,
    left: number,
  ): Promise<ObjectFacts> {
    const id = randomUUID();
    let facts: Inspected | undefined;
    // The row is written between the last byte and the moment the file gets its name: a crash on either side of it
    // leaves a temporary file or an unclaimed row, and the sweeper knows both.
    // It is called by whoever asks for the next chunk, often a stream that knows nothing of the request: so it is bound.
    const remember = AsyncResource.bind(async (inspected: Inspected) => {
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
      await this.store.write(id, inspect(file, { kind, maxBytes, left }, remember));
    } catch (error) {
      if (facts) await this.objects.delete(id);
      throw error;
    }
    if (!facts) throw new Error('the store did not read the upload to its end');
    return { objectId: id, filename, ...facts };
  }

  private async discard(id: string): Promise<void> {
    await this.store.remove(id);
    await this.objects.delete(id);
  }
}

/** The file's bytes, each of which says that the client is still there. */
async function* heard(file: Readable, timer: NodeJS.Timeout): AsyncGenerator<Buffer> {
  for await (const chunk of file) {
    timer.refresh();
    yield chunk;
  }
}
