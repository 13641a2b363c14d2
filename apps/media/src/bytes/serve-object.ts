import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DeclaredError } from '@veza/contracts';
import { FIXED_HEADERS, listsEntityTag } from '@veza/platform';
import type { ObjectStore, OpenObject } from '../store/object-store.js';
import { type BytePart, keepsRange, parseRange, passesIfMatch } from './byte-range.js';
import { acceptsGzip, compressedObject, gzipTag, isText, VARIES } from './compressed.js';

// Wall clock: the rest of the life of a signed link.

export interface ServedObject {
  key: string;
  /** Served when there is no object of this key. */
  insteadKey?: string;
  type: string;
  /** Strong, because the bytes of a key never change. */
  etag: string;
  cacheControl: string;
  disposition?: string;
  /** A client may read it from the store itself, until then. */
  directUntil?: Date;
  /** The server in front sends it, if the request came through it. */
  byFront?: boolean;
  /** Further ones: name, value, name, value. */
  headers?: readonly string[];
}

const FIXED = Object.entries(FIXED_HEADERS).flat();
/** Headers that keep user content from running in a browser: no sniffing of types, a sandbox without any source. */
const SANDBOXED = Object.entries({
  ...FIXED_HEADERS,
  'content-security-policy': `sandbox; ${FIXED_HEADERS['content-security-policy']}`,
  'cross-origin-resource-policy': 'cross-origin',
  'accept-ranges': 'bytes',
}).flat();

const CONDITIONS = ['if-none-match', 'if-match'];
/** For this long a client repeats a request at the store without asking again. */
const REDIRECT_SECONDS = 60;

/**
 * Serves GET and HEAD of one object: 200, 206, 304, 412 or 416, 307 to the store, or a hand-over to the front; NOT_FOUND
 * for an unknown key. Returns the sent bytes of it.
 */
export async function serveObject(
  store: ObjectStore,
  served: ServedObject,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const { key, insteadKey } = served;
  const direct = await addressOf(store, served, request);
  if (direct !== undefined) return redirect(direct, served, response);
  const located = await locationOf(store, served, request);
  if (located !== undefined) return handOver(located, served, response);
  const object = (await store.open(key)) ?? (insteadKey === undefined ? undefined : await store.open(insteadKey));
  if (!object) throw new DeclaredError('NOT_FOUND');
  try {
    return await sendObject(object, served, request, response);
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
): Promise<number> {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch, 'if-range': ifRange, range: wanted } = request.headers;
  if (!passesIfMatch(ifMatch, etag)) throw new DeclaredError('PRECONDITION_FAILED');
  // Ranges are those of the bytes as they are stored.
  const small = isText(type) && wanted === undefined && acceptsGzip(request) && (await compressedObject(object, etag));
  const headers = [...SANDBOXED, ...own, 'etag', small ? gzipTag(etag) : etag, 'cache-control', cacheControl];
  if (isText(type)) headers.push(...VARIES);
  if (ifNoneMatch !== undefined && listsEntityTag(ifNoneMatch, etag)) return nothing(response.writeHead(304, headers));
  if (small) {
    headers.push('content-type', type, 'content-encoding', 'gzip', 'content-length', String(small.length));
    response.writeHead(200, headers);
    response.end(request.method === 'HEAD' ? undefined : small);
    return request.method === 'HEAD' ? 0 : small.length;
  }
  const range = parseRange(keepsRange(ifRange?.toString(), etag) ? wanted : undefined, object.size);
  if (range.kind === 'none') {
    headers.push('content-range', `bytes */${object.size}`, 'content-length', '0');
    return nothing(response.writeHead(416, headers));
  }
  if (range.kind === 'parts') return sendParts(object, range.parts, { type, headers, disposition }, request, response);
  const { start, end } = range.kind === 'part' ? range : { start: 0, end: object.size - 1 };
  headers.push('content-type', type, 'content-length', String(end - start + 1));
  if (range.kind === 'part') headers.push('content-range', `bytes ${start}-${end}/${object.size}`);
  if (disposition !== undefined) headers.push('content-disposition', disposition);
  response.writeHead(range.kind === 'part' ? 206 : 200, headers);
  if (request.method === 'HEAD') return nothing(response);
  const sent = await send(object, { start, end }, response);
  response.end();
  return sent;
}

/** Set by the server in front, never by clients: it drops theirs. Elsewhere nothing would send the bytes. */
const FRONT_HEADER = 'x-veza-front';
/** The location of the folder of the store in its configuration (tools/containers/front). */
const FRONT_ROOT = '/veza-';

async function locationOf(
  store: ObjectStore,
  { key, insteadKey, byFront }: ServedObject,
  { headers }: IncomingMessage,
): Promise<string | undefined> {
  if (byFront !== true || headers[FRONT_HEADER] === undefined) return undefined;
  return (await store.locate(key)) ?? (insteadKey === undefined ? undefined : store.locate(insteadKey));
}

/** Range, conditions, ETag and the other headers are those of the front. */
function handOver(location: string, { type, cacheControl, disposition }: ServedObject, response: ServerResponse): 0 {
  const headers = ['x-accel-redirect', FRONT_ROOT + location, 'content-type', type, 'cache-control', cacheControl];
  if (disposition !== undefined) headers.push('content-disposition', disposition);
  return nothing(response.writeHead(200, [...headers, 'content-length', '0']));
}

/** An address allows GET only, a client that has the bytes needs none, and the tags of the store are others. */
async function addressOf(
  store: ObjectStore,
  { key, type, cacheControl, disposition, directUntil }: ServedObject,
  { method, headers }: IncomingMessage,
): Promise<string | undefined> {
  if (!directUntil || method !== 'GET' || CONDITIONS.some((each) => headers[each] !== undefined)) return undefined;
  return store.address(key, { type, cacheControl, disposition, seconds: (directUntil.getTime() - Date.now()) / 1_000 });
}

function redirect(location: string, { headers = [] }: ServedObject, response: ServerResponse): 0 {
  const cached = ['cache-control', `private, max-age=${REDIRECT_SECONDS}`];
  return nothing(response.writeHead(307, [...FIXED, ...headers, ...cached, 'location', location, 'content-length', '0']));
}

function nothing(response: ServerResponse): 0 {
  response.end();
  return 0;
}

/** Several ranges in one body (RFC 9110, 15.3.7.2). */
async function sendParts(
  object: OpenObject,
  parts: readonly BytePart[],
  { type, headers, disposition }: { type: string; headers: string[]; disposition: string | undefined },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const boundary = randomUUID(); // no content can contain it by intent
  const heads = parts.map(
    ({ start, end }) =>
      `\r\n--${boundary}\r\ncontent-type: ${type}\r\ncontent-range: bytes ${start}-${end}/${object.size}\r\n\r\n`,
  );
  const close = `\r\n--${boundary}--\r\n`;
  const framing = heads.reduce((sum, head) => sum + head.length, close.length);
  const length = parts.reduce((sum, { start, end }) => sum + end + 1 - start, framing);
  headers.push('content-type', `multipart/byteranges; boundary=${boundary}`, 'content-length', String(length));
  if (disposition !== undefined) headers.push('content-disposition', disposition);
  response.writeHead(206, headers);
  if (request.method === 'HEAD') return nothing(response);
  let sent = 0;
  for (const [at, part] of parts.entries()) {
    if (response.destroyed) return sent;
    response.write(heads[at]);
    sent += await send(object, part, response);
    if (response.writableNeedDrain) await drained(response);
  }
  response.end(close);
  return sent;
}

/** Sends one chunk per read, at the speed of the client; ends when the client disconnects. */
async function send(object: OpenObject, { start, end }: BytePart, response: ServerResponse): Promise<number> {
  let at = start;
  for await (const { bytes, release } of object.loans(start, end)) {
    if (response.destroyed) break;
    const written = (error?: Error | null) => {
      if (!error) release();
    };
    at += bytes.length;
    const isFull = !response.write(bytes, written);
    if (isFull && at <= end) await drained(response); // the last bytes leave together with the end
  }
  return at - start;
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
