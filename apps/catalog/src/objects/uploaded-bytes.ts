import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { CONFIG, keyring, signToken, type SecretKey } from '@veza/platform';
import type { CatalogConfig } from '../config.js';

const GRANT_MS = 60_000;
/** Of the whole file. */
const LONGEST_MS = 600_000;

/** Reads claimed objects from media's byte port: bytes never cross Redis. The reader sets the pace. */
@Injectable()
export class UploadedBytes {
  private readonly grantKey: SecretKey;
  private turn = 0;

  constructor(@Inject(CONFIG) private readonly config: CatalogConfig) {
    [this.grantKey] = keyring(config, 'byte-grant');
  }

  /** NOT_FOUND when media does not have the object; UNAVAILABLE when no replica of media answers. */
  async read(objectId: string, stop: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const grant = signToken(this.grantKey, { verb: 'get', objectId }, GRANT_MS);
    const signal = AbortSignal.any([stop, AbortSignal.timeout(LONGEST_MS)]);
    let cause: unknown;
    for (let i = 0; i < this.config.MEDIA_URL.length; i++) {
      const base = this.config.MEDIA_URL[this.turn++ % this.config.MEDIA_URL.length];
      try {
        const response = await fetch(`${base}/objects/${objectId}`, { headers: { 'x-veza-grant': grant }, signal });
        if (response.status === 200 && response.body) return response.body;
        await response.body?.cancel();
        if (response.status === 404) throw new DeclaredError('NOT_FOUND');
        cause = new Error(`Media responded with status ${response.status}`);
      } catch (error) {
        if (error instanceof DeclaredError || signal.aborted) throw error;
        cause = error;
      }
    }
    throw new DeclaredError('UNAVAILABLE', { retryAfter: 1, cause });
  }
}
