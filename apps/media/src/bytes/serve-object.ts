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
  /** Further ones: name, value, name, value. */
  headers?: readonly string[];
}

/** Headers that keep user content from running in a browser: no sniffing of types, a sandbox without any source. */
const SANDBOXED = [
  'x-content-type-options',
  'nosniff',
  'content-security-policy',
  "sandbox; default-src 'none'",
  'cross-origin-resource-policy',
  'cross-origin',
  'accept-ranges',
  'bytes',
];

/** Serves GET and HEAD of one object: 200, 206, 304 or 416; NOT_FOUND for an unknown key. */
export async function serveObject(
  store: ObjectStore,
  served: ServedObject,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { key, insteadKey } = served;
  const object = (await store.open(key)) ?? (insteadKey === undefined ? undefined : await store.open(insteadKey));
  if (!object) throw new DeclaredError('NOT_FOUND');
  try {
    await sendObject(object, served, request, response);
  } finally {
    await object.close();
  }
}

/** Headers are a flat list, which Node writes without a map of them; head and first bytes leave in one write. */
async function sendObject(
  object: OpenObject,
  { type, etag, cacheControl, disposition, headers: own = [] }: ServedObject,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const headers = [...SANDBOXED, ...own, 'etag', etag, 'cache-control', cacheControl];
  const { 'if-none-match': ifNoneMatch, 'if-range': ifRange, range: wanted } = request.headers;
  if (ifNoneMatch !== undefined && listsEntityTag(ifNoneMatch, etag)) return void response.writeHead(304, headers).end();
  const range = parseRange(keepsRange(ifRange?.toString(), etag) ? wanted : undefined, object.size);
  if (range.kind === 'none') {
    headers.push('content-range', `bytes */${object.size}`, 'content-length', '0');
    return void response.writeHead(416, headers).end();
  }
  const { start, end } = range.kind === 'part' ? range : { start: 0, end: object.size - 1 };
  headers.push('content-type', type, 'content-length', String(end - start + 1));
  if (range.kind === 'part') headers.push('content-range', `bytes ${start}-${end}/${object.size}`);
  if (disposition !== undefined) headers.push('content-disposition', disposition);
  response.writeHead(range.kind === 'part' ? 206 : 200, headers);
  if (request.method === 'HEAD') response.end();
  else await send(object, start, end, response);
}

/** Sends one chunk per read, at the speed of the client; ends when the client disconnects. */
async function send(object: OpenObject, start: number, end: number, response: ServerResponse): Promise<void> {
  let at = start;
  for await (const { bytes, release } of object.loans(start, end)) {
    if (response.destroyed) return;
    const written = (error?: Error | null) => {
      if (!error) release();
    };
    at += bytes.length;
    if (at > end) {
      response.write(bytes, written);
      return void response.end();
    }
    if (!response.write(bytes, written)) await drained(response);
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
