import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { BoundedCache } from '@veza/platform';
import type { OpenObject } from '../store/object-store.js';

/** Texts, which become several times smaller. Sounds and pictures do not. */
const TEXTS: ReadonlySet<string> = new Set(['application/json', 'application/vnd.apple.mpegurl', 'image/svg+xml']);
/** A shorter text is one packet anyway; the playlist of 12 hours has 250 KiB. */
const LEAST_BYTES = 1_024;
const MOST_BYTES = 1024 ** 2;
/** Some 8 KiB each. */
const MOST_KEPT = 1_000;
const LARGEST_KEPT = 64 * 1024;
const ACCEPTS = /(?:^|,)[\t ]*gzip[\t ]*(?:;[\t ]*q=(?:1|0\.\d{0,2}[1-9])\d{0,3}[\t ]*)?(?:,|$)/i;

/** Sent with every text: a cache keeps one copy for each encoding. */
export const VARIES = ['vary', 'accept-encoding'] as const;

export const isText = (type: string): boolean => TEXTS.has(type);
export const acceptsGzip = ({ headers }: IncomingMessage): boolean =>
  ACCEPTS.test(String(headers['accept-encoding'] ?? '').slice(0, 200));

/** The tag of the other representation; `listsEntityTag` takes both as one. */
export const gzipTag = (etag: string): string => etag.replace(/"$/, '-gzip"');

/** Undefined when compression is not worth it. */
export const compressed = async (text: Buffer): Promise<Buffer | undefined> =>
  text.length < LEAST_BYTES || text.length > MOST_BYTES ? undefined : promisify(gzip)(text);

const kept = new BoundedCache<string, Buffer>(MOST_KEPT);

/** The compressed bytes of an object, which never change. They are kept by the tag, as players read each text again. */
export async function compressedObject(object: OpenObject, etag: string): Promise<Buffer | undefined> {
  const known = kept.get(etag);
  if (known || object.size > MOST_BYTES || object.size < LEAST_BYTES) return known;
  const chunks: Buffer[] = [];
  for await (const chunk of object.chunks(0, object.size - 1)) chunks.push(chunk);
  const bytes = await compressed(Buffer.concat(chunks));
  if (bytes && bytes.length <= LARGEST_KEPT) kept.set(etag, bytes);
  return bytes;
}
