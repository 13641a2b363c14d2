import {
  type OutsideAddresses,
  outsideBody,
  OutsideFailure,
  OutsideReadFailure,
  type OutsideResponse,
  readOutside,
} from '@veza/platform';
import type { Validators } from './calendar-imports.repository.js';
import { ImportFailure } from './import-failure.js';

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
    return await read(address, known, addresses, { signal, bytes });
  } catch (error) {
    if (signal.aborted) throw new ImportFailure('too_slow');
    if (error instanceof OutsideFailure) throw new ImportFailure(error.code, { cause: error.cause });
    if (error instanceof OutsideReadFailure) throw new ImportFailure(error.code);
    throw error instanceof ImportFailure ? error : new ImportFailure('unreachable', { cause: error });
  }
}

interface Bounds {
  signal: AbortSignal;
  bytes: number;
}

async function read(address: URL, known: Validators, addresses: OutsideAddresses, bounds: Bounds): Promise<OutsideText> {
  const { response } = await get(address, addresses, known, bounds.signal);
  const { statusCode: status, headers } = response;
  try {
    if (status === 304 && (known.etag !== null || known.lastModified !== null)) return undefined;
    if (status !== 200) throw new ImportFailure('bad_status');
    if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw new ImportFailure('not_a_calendar');
    const text = (await outsideBody(response, bounds.bytes)).toString('utf8');
    return { text, etag: shortOf(headers.etag), lastModified: shortOf(headers['last-modified']) };
  } finally {
    response.destroy();
  }
}

function get(
  url: URL,
  addresses: OutsideAddresses,
  { etag, lastModified }: Validators,
  signal: AbortSignal,
): Promise<OutsideResponse> {
  const headers = {
    accept: 'text/calendar, text/plain;q=0.5',
    'accept-encoding': 'identity',
    'user-agent': 'Veza calendar import',
    ...(etag !== null && { 'if-none-match': etag }),
    ...(lastModified !== null && { 'if-modified-since': lastModified }),
  };
  return readOutside(url, addresses, { headers, signal });
}

/** Validators are sent back as they are, so one that is no header of normal length is dropped. */
const shortOf = (header: string | undefined): string | null => (header !== undefined && header.length <= 500 ? header : null);
