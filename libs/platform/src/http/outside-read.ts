import type { IncomingMessage } from 'node:http';
import type { OutsideAddresses } from './outside-addresses.js';
import { type OutsideRequest, outsideRequest } from './outside-request.js';

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** A host elsewhere replied, and what it sent is not read. */
export class OutsideReadFailure extends Error {
  constructor(readonly code: 'bad_status' | 'too_many_redirects' | 'too_large') {
    super(code);
  }
}

export interface OutsideResponse {
  /** Of the last redirect. */
  url: URL;
  /** To be destroyed by the caller. */
  response: IncomingMessage;
}

/** What an untrusted host sends, after its redirects: the address of each is checked as the first one. */
export async function readOutside(
  address: URL,
  addresses: OutsideAddresses,
  request: Omit<OutsideRequest, 'method' | 'body'>,
): Promise<OutsideResponse> {
  let url = address;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await outsideRequest(url, addresses, { ...request, method: 'GET' });
    const { location } = response.headers;
    if (!REDIRECTS.has(response.statusCode ?? 0) || location === undefined) return { url, response };
    response.destroy();
    if (!URL.canParse(location, url.href)) throw new OutsideReadFailure('bad_status');
    url = new URL(location, url);
  }
  throw new OutsideReadFailure('too_many_redirects');
}

/** The whole body; `too_large` above `most` bytes. */
export async function outsideBody(response: IncomingMessage, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response) {
    if (!Buffer.isBuffer(part)) continue;
    size += part.length;
    if (size > most) throw new OutsideReadFailure('too_large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
