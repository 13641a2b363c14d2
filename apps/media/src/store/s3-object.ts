import type { Readable } from 'node:stream';
import type { Loan } from './buffer-pool.js';
import type { OpenObject } from './object-store.js';
import { isMissing, type S3Bucket } from './s3-bucket.js';

/** Failures in a row without a byte between them. */
const MOST_FAILURES = 3;

/**
 * An object of a bucket. A range is one request, read at the pace of its reader; when it breaks off, another request
 * continues where it ended, because objects never change.
 */
export class S3Object implements OpenObject {
  constructor(
    private readonly bucket: S3Bucket,
    private readonly key: string,
    readonly size: number,
  ) {}

  async *chunks(start: number, end: number): AsyncGenerator<Buffer> {
    let at = start;
    for (let failures = 0; at <= end;) {
      try {
        for await (const chunk of bytesOf(await this.bucket.read(this.key, at, end), this.bucket.limits.idle)) {
          failures = 0;
          at += chunk.length;
          yield chunk;
        }
        if (at <= end) throw new Error('the object store ended an object early');
      } catch (error) {
        failures += 1;
        if (isMissing(error) || failures >= MOST_FAILURES) throw error;
      }
    }
  }

  async *loans(start: number, end: number): AsyncGenerator<Loan> {
    for await (const bytes of this.chunks(start, end)) yield { bytes, release: () => undefined };
  }

  close(): Promise<void> {
    return Promise.resolve(); // each range ends its own request
  }
}

/** The bytes of a body; only the time in which the reader waits is limited. */
async function* bytesOf(body: Readable, idleMs: number): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  const silent = () => void body.destroy(new Error('the object store sends nothing'));
  try {
    while (true) {
      const timer = setTimeout(silent, idleMs);
      const next = await chunks.next().finally(() => clearTimeout(timer));
      if (next.done) return;
      yield next.value;
    }
  } finally {
    body.destroy();
  }
}
