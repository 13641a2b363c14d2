import type { IncomingMessage } from 'node:http';
import { type OutsideAddresses, outsideBody, OutsideReadFailure, readOutside } from '@veza/platform';

/** What an untrusted host is sent: no cookies, no login, no referrer, and not who reads. */
export const headersFor = (accept: string) => ({
  accept,
  'accept-encoding': 'identity',
  // Sites give their words to readers that name themselves so.
  'user-agent': 'Mozilla/5.0 (compatible; Veza link preview bot)',
});

export const isReadable = ({ statusCode, headers }: IncomingMessage) =>
  statusCode === 200 && (headers['content-encoding'] ?? 'identity') === 'identity';

/** A host that may reply with the picture later. */
export class NotNow extends Error {}

const isBusy = (status = 0) => status >= 500 || status === 429 || status === 408;

/**
 * The bytes of a picture of an untrusted host, as they came. Undefined for a response that is no picture. Throws `NotNow`,
 * and what `readOutside` throws; `too_large` above `most` bytes.
 */
export async function readPicture(
  address: URL,
  addresses: OutsideAddresses,
  { signal, most }: { signal: AbortSignal; most: number },
): Promise<Buffer | undefined> {
  const { response } = await readOutside(address, addresses, { headers: headersFor('image/*'), signal });
  try {
    if (isBusy(response.statusCode)) throw new NotNow(`status ${response.statusCode}`);
    if (!isReadable(response) || !/^image\//i.test(response.headers['content-type'] ?? '')) return undefined;
    if (Number(response.headers['content-length'] ?? 0) > most) throw new OutsideReadFailure('too_large');
    return await outsideBody(response, most);
  } finally {
    response.destroy();
  }
}
