import type { IncomingMessage } from 'node:http';
import { type OutsideAddresses, readOutside } from '@veza/platform';
import { headersFor, isReadable } from '../outside-pictures/outside-picture.js';
import { type PageWords, pageWords } from './page-words.js';

/** Some pages have long scripts before their own words. */
const MOST_PAGE_BYTES = 1024 ** 2;
const HTML = /^(?:text\/html|application\/xhtml\+xml)\b/i;
const CHARSET = /charset=["']?([\w-]+)/i;
const HEAD_END = '</head';

/**
 * The words of a page of an untrusted host: no cookies, no login, no referrer, and the names of its readers are not sent.
 * Undefined for what is no page, or says nothing. Throws what `readOutside` throws.
 */
export async function readPage(address: URL, addresses: OutsideAddresses, signal: AbortSignal): Promise<PageWords | undefined> {
  const { url, response } = await readOutside(address, addresses, { headers: headersFor('text/html'), signal });
  try {
    const type = response.headers['content-type'] ?? '';
    return isReadable(response) && HTML.test(type) ? pageWords(decoded(await headOf(response), type), url) : undefined;
  } finally {
    response.destroy();
  }
}

/** The page until the end of its head, or until the bound. */
async function headOf(response: IncomingMessage): Promise<Buffer> {
  let head = Buffer.alloc(0);
  for await (const part of response) {
    if (!Buffer.isBuffer(part)) continue;
    const from = Math.max(0, head.length - HEAD_END.length);
    head = Buffer.concat([head, part]);
    if (head.length >= MOST_PAGE_BYTES || head.includes(HEAD_END, from)) break;
  }
  return head.subarray(0, MOST_PAGE_BYTES);
}

/** In the character set of the header, else of the first kilobyte, else UTF-8. */
function decoded(head: Buffer, type: string): string {
  const [, label = 'utf-8'] = CHARSET.exec(type) ?? CHARSET.exec(head.toString('latin1', 0, 1_024)) ?? [];
  try {
    return new TextDecoder(label).decode(head);
  } catch {
    return head.toString('utf8');
  }
}
