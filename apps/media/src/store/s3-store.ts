import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { BoundedCache, StartFailure } from '@veza/platform';
import { type AddressTerms, type ListedObject, ObjectStore, type OpenObject, parseKey } from './object-store.js';
import { type PartTag, S3Bucket, type S3Limits, type S3Settings } from './s3-bucket.js';
import { S3Object } from './s3-object.js';
import { StoreAway } from './store-away.js';

// Wall clock: the age of an upload, whose start the bucket dates.

/** S3: "the minimum part size is 5 MiB". One part of a write is in memory. */
const PART_BYTES = 5 * 1024 ** 2;
const MOST_KNOWN = 10_000;
/** A player requests one file in many small ranges: only the first of them asks for its size. */
const KNOWN_MS = 2_000;

/**
 * The store in a bucket of S3 or of a server that speaks S3: the key of an object is its key there. What is larger than one
 * part is uploaded in parts, which become visible together.
 */
export class S3Store extends ObjectStore {
  private readonly bucket: S3Bucket;
  private readonly known = new BoundedCache<string, { size: number; until: number }>(MOST_KNOWN);

  constructor(
    private readonly settings: S3Settings,
    limits?: S3Limits,
  ) {
    super();
    this.bucket = new S3Bucket(settings, limits);
  }

  /** Throws a StartFailure when the bucket cannot be used. */
  async prepare(): Promise<void> {
    try {
      await this.bucket.check();
    } catch (cause) {
      const fault = cause instanceof StoreAway ? cause.cause : cause;
      const reason = fault instanceof Error ? ` (${fault.name})` : '';
      throw new StartFailure(`The bucket of MEDIA_S3_BUCKET cannot be used${reason}: ${this.settings.bucket}`, cause);
    }
  }

  async write(key: string, source: AsyncIterable<Uint8Array>): Promise<number> {
    requireKey(key);
    try {
      return await this.send(key, source);
    } catch (error) {
      // A call that failed for this process may have been done by the server.
      await this.bucket.delete(key).catch(() => undefined);
      throw error;
    }
  }

  /** A failure leaves at most the whole object: another worker may have stored the same bytes under this key. */
  async adopt(key: string, path: string): Promise<void> {
    requireKey(key);
    await this.send(key, createReadStream(path, { highWaterMark: 256 * 1024 }));
  }

  async open(key: string): Promise<OpenObject | undefined> {
    const size = await this.sizeOf(key);
    return size === undefined ? undefined : new S3Object(this.bucket, key, size);
  }

  async has(key: string): Promise<boolean> {
    requireKey(key);
    return (await this.bucket.sizeOf(key)) !== undefined;
  }

  async *list(): AsyncGenerator<ListedObject> {
    for await (const object of this.bucket.list('')) if (parseKey(object.key)) yield object;
  }

  async address(key: string, terms: AddressTerms): Promise<string | undefined> {
    if (!this.settings.redirect || (await this.sizeOf(key)) === undefined) return undefined;
    return this.bucket.presign(key, terms);
  }

  /** The bytes are in no folder. */
  locate(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async materialize(key: string, path: string): Promise<boolean> {
    const object = await this.open(key);
    if (!object) return false;
    const file = await open(path, 'wx', 0o640);
    try {
      for await (const chunk of object.chunks(0, object.size - 1)) await file.writeFile(chunk);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    return true;
  }

  async remove(id: string): Promise<void> {
    requireKey(id);
    let keys = [id];
    for await (const { key } of this.bucket.list(`${id}/`)) {
      keys.push(key);
      if (keys.length < this.bucket.limits.keys) continue;
      await this.bucket.deleteAll(keys);
      keys = [];
    }
    if (keys.length === 1 && keys[0] !== undefined) await this.bucket.delete(keys[0]);
    else if (keys.length > 0) await this.bucket.deleteAll(keys);
    for (const key of [...this.known.keys()]) if (key === id || key.startsWith(`${id}/`)) this.known.delete(key);
  }

  freeBytes(): Promise<number> {
    return Promise.resolve(Number.POSITIVE_INFINITY);
  }

  sizeBytes(): Promise<number> {
    return Promise.resolve(Number.POSITIVE_INFINITY);
  }

  async removeLeftovers(ageMs: number): Promise<number> {
    let removed = 0;
    for await (const { key, upload } of this.bucket.unfinished(new Date(Date.now() - ageMs))) {
      await this.bucket.dropParts(key, upload);
      removed += 1;
    }
    return removed;
  }

  private async sizeOf(key: string): Promise<number | undefined> {
    requireKey(key);
    const known = this.known.get(key);
    if (known && known.until > performance.now()) return known.size;
    const size = await this.bucket.sizeOf(key);
    if (size !== undefined) this.known.set(key, { size, until: performance.now() + KNOWN_MS });
    return size;
  }

  /** Sends each part when it is full, and reads on when it is stored: the slower side sets the pace. */
  private async send(key: string, source: AsyncIterable<Uint8Array>): Promise<number> {
    const part = Buffer.allocUnsafeSlow(PART_BYTES); // pages that are never written take no memory
    const parts: PartTag[] = [];
    let [used, size] = [0, 0];
    let upload: string | undefined;
    try {
      for await (const chunk of source) {
        for (let at = 0; at < chunk.length;) {
          if (used === PART_BYTES) {
            upload ??= await this.bucket.beginParts(key);
            parts.push(await this.bucket.putPart(key, upload, parts.length + 1, part));
            used = 0;
          }
          const taken = chunk.subarray(at, at + PART_BYTES - used);
          part.set(taken, used);
          used += taken.length;
          at += taken.length;
        }
        size += chunk.length;
      }
      const rest = part.subarray(0, used);
      if (upload === undefined) await this.bucket.put(key, rest);
      else await this.bucket.joinParts(key, upload, [...parts, await this.bucket.putPart(key, upload, parts.length + 1, rest)]);
      return size;
    } catch (error) {
      // What cannot be dropped now is a leftover.
      if (upload !== undefined) await this.bucket.dropParts(key, upload).catch(() => undefined);
      throw error;
    }
  }
}

function requireKey(key: string): void {
  if (!parseKey(key)) throw new Error('not a key of the object store');
}
