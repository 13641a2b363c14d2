import type { OutgoingHttpHeaders } from 'node:http';
import { type OutsideAddresses, outsideRequest } from '@veza/platform';

const TRY_MS = 10_000;

/** Posts to an address of a user and returns the status: nothing else is read of the response. */
export async function postOutside(
  url: string,
  addresses: OutsideAddresses,
  headers: OutgoingHttpHeaders,
  body: string | Buffer | undefined,
): Promise<number | undefined> {
  const signal = AbortSignal.timeout(TRY_MS);
  const response = await outsideRequest(new URL(url), addresses, { method: 'POST', headers, body, signal });
  response.on('error', () => undefined).destroy();
  return response.statusCode;
}
