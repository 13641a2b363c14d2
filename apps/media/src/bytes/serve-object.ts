import type { IncomingMessage, ServerResponse } from 'node:http';
import { DeclaredError } from '@veza/contracts';
import { listsEntityTag } from '@veza/platform';
import type { ObjectStore, OpenObject } from '../store/object-store.js';
import { parseRange, keepsRange } from './byte-range.js';

export interface ServedObject {
  key: string;
  /** Served when there is no object of this key. */
  insteadKey?: string;
  type: string;
  /** Strong, because the bytes of a key never change. */
  etag: string;
  cacheControl: string;
  disposition?: string;
}

/** Headers that keep user content from running in a browser: no sniffing of types, a sandbox without any source. */
const SANDBOXED = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'cross-origin',
};

/** Serves GET and HEAD of one object: 200, 206, 304 or 416; NOT_FOUND for an unknown key. */
export async function serveObject(
  store: ObjectStore,
  { key, insteadKey, type, etag, cacheControl, disposition }: ServedObject,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const object = (await store.open(key)) ?? (insteadKey === undefined ? undefined : await store.open(insteadKey));
  if (!object) throw new DeclaredError('NOT_FOUND');
  try {
    const headers = { ...SANDBOXED, 'accept-ranges': 'bytes', etag, 'cache-control': cacheControl };
    if (listsEntityTag(request.headers['if-none-match'], etag)) return void response.writeHead(304, headers).end();
    const rangeKept = keepsRange(request.headers['if-range']?.toString(), etag);
    const range = parseRange(rangeKept ? request.headers.range : undefined, object.size);
    if (range.kind === 'none')
      return void response.writeHead(416, { ...headers, 'content-range': `bytes */${object.size}`, 'content-length': 0 }).end();
    const { start, end } = range.kind === 'part' ? range : { start: 0, end: object.size - 1 };
    response.writeHead(range.kind === 'part' ? 206 : 200, {
      ...headers,
      'content-type': type,
      'content-length': end - start + 1,
      ...(range.kind === 'part' && { 'content-range': `bytes ${start}-${end}/${object.size}` }),
      ...(disposition !== undefined && { 'content-disposition': disposition }),
    });
    if (request.method === 'HEAD') response.end();
    else await send(object, start, end, response);
  } finally {
    await object.close();
  }
}

/** Sends one chunk per read, at the speed of the client; ends when the client disconnects. */
async function send(object: OpenObject, start: number, end: number, response: ServerResponse): Promise<void> {
  let at = start;
  for await (const chunk of object.chunks(start, end)) {
    if (response.destroyed) return;
    at += chunk.length;
    if (at > end) return void response.end(chunk);
    if (!response.write(chunk)) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}
