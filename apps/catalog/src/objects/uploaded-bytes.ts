import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { CONFIG, deadline, keyring, ServiceTls, signToken, type SecretKey } from '@veza/platform';
import type { CatalogConfig } from '../config.js';

const CONNECT_MS = 2_000;
const GRANT_MS = 60_000;
/** Of the whole file. */
const LONGEST_MS = 600_000;

/** Reads claimed objects from media's byte port: bytes never cross Redis. The reader sets the pace. */
@Injectable()
export class UploadedBytes {
  private readonly grantKey: SecretKey;
  private turn = 0;

  constructor(
    @Inject(CONFIG) private readonly config: CatalogConfig,
    private readonly tls: ServiceTls,
  ) {
    [this.grantKey] = keyring(config, 'byte-grant');
  }

  /** NOT_FOUND when media does not have the object; UNAVAILABLE when no replica of media answers. */
  async read(objectId: string, stop: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const { signal, clear } = deadline(stop, LONGEST_MS);
    try {
      return (await this.response(objectId, signal)).once('close', clear);
    } catch (error) {
      clear();
      throw error;
    }
  }

  private async response(objectId: string, signal: AbortSignal): Promise<IncomingMessage> {
    const grant = signToken(this.grantKey, { verb: 'get', objectId }, GRANT_MS);
    let cause: unknown;
    for (let i = 0; i < this.config.MEDIA_URL.length; i++) {
      const base = this.config.MEDIA_URL[this.turn++ % this.config.MEDIA_URL.length];
      try {
        const response = await this.ask(new URL(`${base}/objects/${objectId}`), grant, signal);
        if (response.statusCode === 200) return response;
        response.destroy();
        if (response.statusCode === 404) throw new DeclaredError('NOT_FOUND');
        cause = new Error(`Media responded with status ${response.statusCode}`);
      } catch (error) {
        if (error instanceof DeclaredError || signal.aborted) throw error;
        cause = error;
      }
    }
    throw new DeclaredError('UNAVAILABLE', { retryAfter: 1, cause });
  }

  private async ask(url: URL, grant: string, signal: AbortSignal): Promise<IncomingMessage> {
    const socket = await this.tls.open(url, CONNECT_MS);
    const headers = { host: url.host, 'x-veza-grant': grant };
    const asked = request({ path: url.pathname, headers, signal, createConnection: () => socket }).end();
    const [response]: unknown[] = await once(asked, 'response');
    asked.on('error', () => undefined); // the end of the signal, which the reader of the response gets too
    if (response instanceof IncomingMessage) return response;
    throw new Error('Media sent no response');
  }
}
