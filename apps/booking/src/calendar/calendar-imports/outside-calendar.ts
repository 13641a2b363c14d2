import type { IncomingMessage } from 'node:http';
import { type OutsideAddresses, OutsideFailure, outsideRequest } from '@veza/platform';
import type { Validators } from './calendar-imports.repository.js';
import { ImportFailure } from './import-failure.js';

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
 * Reads a calendar from an untrusted host: each address is checked, also those of redirects, the connection goes to the
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
    return await follow(address, known, addresses, { signal, bytes });
  } catch (error) {
    if (signal.aborted) throw new ImportFailure('too_slow');
    if (error instanceof OutsideFailure) throw new ImportFailure(error.code, { cause: error.cause });
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
    const response = await get(url, addresses, known, bounds.signal);
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

function get(
  url: URL,
  addresses: OutsideAddresses,
  { etag, lastModified }: Validators,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const headers = {
    accept: 'text/calendar, text/plain;q=0.5',
    'accept-encoding': 'identity',
    'user-agent': 'Veza calendar import',
    ...(etag !== null && { 'if-none-match': etag }),
    ...(lastModified !== null && { 'if-modified-since': lastModified }),
  };
  return outsideRequest(url, addresses, { method: 'GET', headers, signal });
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
