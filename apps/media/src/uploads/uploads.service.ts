import { AsyncResource } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, type ObjectFacts, type StoredFiles, type StoredObject } from '@veza/contracts';
import { CONFIG, Metrics } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectStore } from '../store/object-store.js';
import { StorageRoom } from '../store/storage-room.js';
import type { PutFilesGrant, PutGrant } from './byte-grant.js';
import { cleanFileName } from '../objects/file-name.js';
import { paced } from './paced.js';
import { inspect, type InspectedFile } from './inspect.js';
import { PictureUploads } from './picture-uploads.js';
import { type ReceivedUpload, readUpload } from './read-upload.js';
import { UploadPlaces } from './upload-places.js';
import { VoiceUploads } from '../voices/voice-uploads.js';

/** Bytes of the form around the file: boundaries and text fields. */
const FORM_BYTES = 512 * 1024;

/** Refusals by the content of a file: the same bytes are always refused. */
const OF_CONTENT: readonly string[] = ['UNSUPPORTED_MEDIA_TYPE', 'PAYLOAD_TOO_LARGE', 'FILE_MISSING'];

type Terms = Omit<PutFilesGrant, 'verb'>;

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
    private readonly voices: VoiceUploads,
    private readonly metrics: Metrics,
  ) {}

  async receive(request: IncomingMessage, grant: PutGrant): Promise<StoredObject> {
    const terms = { most: 1, maxTotal: grant.maxBytes };
    const { stored, fields } = await this.occupy(grant.userId, () =>
      this.read(request, { ...grant, ...terms }, refusedAltogether),
    );
    const [facts] = stored;
    if (!facts) throw new Error('an upload was read without a file');
    return { ...facts, fields };
  }

  /** A file that is refused for its content does not concern the others: its rest is dropped. */
  async receiveFiles(request: IncomingMessage, grant: PutFilesGrant): Promise<StoredFiles> {
    const { stored, fields } = await this.occupy(grant.userId, () => this.read(request, grant, refusedAlone));
    return { files: stored, fields };
  }

  /**
   * Runs what receives bytes in a place of this replica and of the user; OVERLOADED or RATE_LIMITED if all are taken.
   *
   * @param id of the upload: its requests share one place of the user
   */
  async occupy<Result>(userId: number, receiving: () => Promise<Result>, id: string = randomUUID()): Promise<Result> {
    if (this.running >= this.config.UPLOADS_AT_ONCE) throw new DeclaredError('OVERLOADED', { retryAfter: 5 });
    this.count(1);
    try {
      return await this.places.run(userId, id, receiving);
    } finally {
      this.count(-1);
    }
  }

  private count(change: number): void {
    this.running += change;
    this.metrics.gauge('veza_media_uploads_running', 'Places for uploads that are taken').set(this.running);
  }

  /** @param refuse what stands for a refused file; it throws if its refusal is that of the request */
  private async read<Refused extends object>(
    request: IncomingMessage,
    grant: Terms,
    refuse: (error: unknown, filename: string) => Refused,
  ): Promise<ReceivedUpload<ObjectFacts | Refused>> {
    const idle = new AbortController();
    let storing = false;
    const late = () => idle.abort(new DeclaredError('REQUEST_TIMEOUT'));
    // A slow store is no fault of the client; each call to it has a limit of its own.
    const timer = setTimeout(() => (storing ? timer.refresh() : late()), this.config.UPLOAD_IDLE);
    try {
      const left = await this.requireQuota(request, grant);
      let total = 0;
      const pace = {
        received: (bytes: number) => {
          timer.refresh();
          if ((total += bytes) > grant.maxTotal + FORM_BYTES) idle.abort(tooLarge(grant.maxTotal));
        },
        storing: (now: boolean) => void (storing = now),
        tooSlow: late,
      };
      const receiver = {
        store: async (file: Readable, name: string | undefined) => {
          const bytes = paced(file, this.config, pace);
          try {
            return await this.store(bytes, cleanFileName(name), grant, left);
          } catch (error) {
            const refused = refuse(error, cleanFileName(name));
            for await (const rest of bytes) void rest; // the next file follows it
            return refused;
          } finally {
            storing = false;
          }
        },
        discard: async (stored: ObjectFacts | Refused) => {
          if (isStored(stored)) await this.discard(stored.objectId);
        },
      };
      const received = await readUpload(request, grant, receiver, idle.signal);
      this.metrics.counter('veza_media_uploads_total', 'Uploads that were stored').inc(received.stored.filter(isStored).length);
      return received;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Returns the bytes that are left of the quota; a Content-Length that exceeds a limit is rejected before the first byte. */
  private async requireQuota(request: IncomingMessage, { userId, maxTotal }: Terms): Promise<number> {
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > maxTotal + FORM_BYTES) throw tooLarge(maxTotal);
    await this.room.require(announced);
    const left = this.config.UPLOAD_QUOTA - (await this.objects.used(userId));
    if (left <= 0 || announced > left + FORM_BYTES) throw new DeclaredError('QUOTA_EXCEEDED');
    return left;
  }

  private async store(
    file: AsyncIterable<Buffer>,
    filename: string,
    { userId, kind, maxBytes }: Terms,
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
    return kind === 'voice' ? this.encoded(id) : { objectId: id, filename, ...facts };
  }

  private async encoded(id: string): Promise<ObjectFacts> {
    try {
      return await this.voices.encoded(id);
    } catch (error) {
      await this.discard(id);
      throw error;
    }
  }

  private async discard(id: string): Promise<void> {
    await this.objectStore.remove(id);
    await this.objects.delete(id);
  }
}

const isStored = (stored: object): stored is ObjectFacts => 'objectId' in stored;

const tooLarge = (most: number) => new DeclaredError('PAYLOAD_TOO_LARGE', { message: `The upload is larger than ${most} bytes` });

/** The refusal of the only file is that of the request. */
function refusedAltogether(error: unknown): never {
  throw error;
}

function refusedAlone(error: unknown, filename: string) {
  if (!(error instanceof DeclaredError) || !OF_CONTENT.includes(error.code)) throw error;
  return { filename, code: error.code, message: error.message };
}
