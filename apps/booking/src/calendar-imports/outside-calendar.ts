import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Validators } from './calendar-imports.repository.js';
import { ImportFailure } from './import-failure.js';
import type { OutsideAddresses } from './outside-addresses.js';

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface ReadLimits {
  /** Milliseconds for all of it: names, redirects and the last byte. */
  withinMs: number;
  bytes: number;
}

/** The text of a calendar with its validators, or undefined when it has not changed since those that were sent. */
export type OutsideText = (Validators & { text: string }) | undefined;

/**
 * Reads a calendar from a host that nobody vouches for: each address is checked, also those of redirects, the connection goes to the
 * address that was checked, and time and size have limits. Throws ImportFailure.
 */
export async function readCalendar(
  address: URL,
  known: Validators,
  addresses: OutsideAddresses,
  { withinMs, bytes }: ReadLimits,
): Promise<OutsideText> {
  const signal = AbortSignal.timeout(withinMs);
  try {
    return await beforeAbort(signal, follow(address, known, addresses, { signal, bytes }));
  } catch (error) {
    if (signal.aborted) throw new ImportFailure('too_slow');
    throw error instanceof ImportFailure ? error : new ImportFailure('unreachable', { cause: error });
  }
}

interface Bounds {
  signal: AbortSignal;
  bytes: number;
}

async function follow(address: URL, known: Validators, addresses: OutsideAddresses, bounds: Bounds): Promise<OutsideText> {
  let url = address;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await get(url, await addresses.resolve(url), known, bounds.signal);
    const { statusCode: status = 0, headers } = response;
    try {
      if (REDIRECTS.has(status) && headers.location !== undefined) {
        url = locationOf(headers.location, url);
        continue;
      }
      if (status === 304 && (known.etag !== null || known.lastModified !== null)) return undefined;
      if (status !== 200) throw new ImportFailure('bad_status');
      const text = await textOf(response, bounds.bytes);
      return { text, etag: shortOf(headers.etag), lastModified: shortOf(headers['last-modified']) };
    } finally {
      response.destroy();
    }
  }
  throw new ImportFailure('too_many_redirects');
}

function get(url: URL, address: string, { etag, lastModified }: Validators, signal: AbortSignal): Promise<IncomingMessage> {
  const isSecure = url.protocol === 'https:';
  const headers = {
    host: url.host,
    accept: 'text/calendar, text/plain;q=0.5',
    'accept-encoding': 'identity',
    'user-agent': 'Veza calendar import',
    ...(etag !== null && { 'if-none-match': etag }),
    ...(lastModified !== null && { 'if-modified-since': lastModified }),
  };
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port);
  const to = { host: address, port, path: url.pathname + url.search, headers, signal, agent: false } as const;
  return new Promise((resolve, reject) => {
    // The certificate is that of the name, although the connection goes to an address.
    const sent = isSecure ? httpsRequest({ ...to, servername: url.hostname }, resolve) : httpRequest(to, resolve);
    sent.on('error', reject);
    sent.end();
  });
}

async function textOf(response: IncomingMessage, most: number): Promise<string> {
  if ((response.headers['content-encoding'] ?? 'identity') !== 'identity') throw new ImportFailure('not_a_calendar');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response) {
    if (!Buffer.isBuffer(part)) continue;
    size += part.length;
    if (size > most) throw new ImportFailure('too_large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function locationOf(location: string, base: URL): URL {
  if (!URL.canParse(location, base.href)) throw new ImportFailure('bad_status');
  return new URL(location, base);
}

/** Validators are sent back as they are, so one that is no header of normal length is dropped. */
const shortOf = (header: string | undefined): string | null => (header !== undefined && header.length <= 500 ? header : null);

/** A lookup of names cannot be aborted, so its result is no longer waited for. */
function beforeAbort<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  work.catch(() => undefined);
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new ImportFailure('too_slow')), { once: true });
  });
  return Promise.race([work, aborted]);
}
