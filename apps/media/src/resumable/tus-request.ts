import { AsyncLocalStorage } from 'node:async_hooks';
import { invalid, TUS_CHECKSUMS } from '@veza/contracts';
import type { ResumeGrant } from '../uploads/byte-grant.js';

export interface Checksum {
  algorithm: string;
  digest: Buffer;
}

/** What the store needs of a request, beside what the tus server passes to it. */
export interface TusRequest {
  grant: ResumeGrant;
  checksum?: Checksum;
  /** Monotonic milliseconds at which the request began. */
  since: number;
}

const requests = new AsyncLocalStorage<TusRequest>();

export const withTusRequest = <Result>(request: TusRequest, work: () => Promise<Result>): Promise<Result> =>
  requests.run(request, work);

export function tusRequest(): TusRequest {
  const request = requests.getStore();
  if (!request) throw new Error('There is no request of tus here');
  return request;
}

/** The header Upload-Checksum: algorithm and Base64 digest. */
export function readChecksum(header: string | string[] | undefined): Checksum | undefined {
  if (header === undefined) return undefined;
  const match = /^(\S{1,20}) ([A-Za-z0-9+/]{1,100}={0,2})$/.exec(String(header));
  const [, algorithm = '', digest = ''] = match ?? [];
  if (!TUS_CHECKSUMS.includes(algorithm))
    throw invalid('Upload-Checksum', `Send one of the algorithms ${TUS_CHECKSUMS.join(', ')}, a space and the Base64 digest`);
  return { algorithm, digest: Buffer.from(digest, 'base64') };
}
