import { Agent, type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { type Body, type Draft, Escaped, type Part } from './draft.js';
import { FILES } from './files.js';
import { resolveReferences } from './fixture-reference.js';

export interface RawReply {
  /** The requested path, without the query. */
  path: string;
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
}

const ANSWER_MS = 12_000;
/** An event stream is read for this long only. */
const STREAM_MS = 150;
const BOUNDARY = 'a-boundary-of-the-fuzz';
/** Shared connections, so that a request that damages one affects the next. */
const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Resolves the fixtures of a draft, calls `ready`, and sends it. Returns undefined for a request that is cut off on purpose. */
export async function send(
  base: string,
  path: string,
  draft: Draft,
  look: (name: string) => Promise<unknown>,
  ready: () => Promise<void> = () => Promise.resolve(),
): Promise<RawReply | undefined> {
  const { params, query, headers } = draft;
  const [realParams, realQuery, realHeaders] = [
    await resolveReferences(params, look),
    await resolveReferences(query, look),
    await resolveReferences(headers, look),
  ];
  const body = payloadOf(draft.body, draft.body.kind === 'json' ? await resolveReferences(draft.body.value, look) : undefined);
  const token = await look(`token of ${draft.actor}`);
  const all: OutgoingHttpHeaders = {
    ...(body?.type !== undefined && { 'content-type': body.type }),
    ...(typeof token === 'string' && { authorization: `Bearer ${token}` }),
    ...Object.fromEntries(
      Object.entries(Object(realHeaders)).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.map(String) : String(value),
      ]),
    ),
  };
  const cut = draft.body.kind === 'form' && draft.body.end === 'cut off';
  if (body) all['content-length'] = body.bytes.length + (cut ? 5_000 : 0);
  const address = new URL(base);
  const target = addressOf(path, Object(realParams), pairsOf(realQuery));
  await ready();
  const options = { host: address.hostname, port: address.port, method: draft.method, path: target, headers: all };
  const answer = await exchange(options, body?.bytes, cut);
  return answer && { path: target.split('?')[0] ?? '', ...answer };
}

const pairsOf = (query: unknown): [string, unknown][] =>
  Array.isArray(query) ? query.flatMap((pair) => (Array.isArray(pair) ? [[String(pair[0]), pair[1]]] : [])) : [];

function addressOf(path: string, params: Record<string, unknown>, query: [string, unknown][]): string {
  const filledPath = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => escaped(params[name]));
  const search = query
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((each) => `${escaped(name)}=${escaped(each)}`))
    .join('&');
  return search === '' ? filledPath : `${filledPath}?${search}`;
}

function escaped(value: unknown): string {
  if (value instanceof Escaped) return value.text;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return encodeURIComponent(Buffer.from(text).toString());
}

function payloadOf(body: Body, json: unknown): { type?: string; bytes: Buffer } | undefined {
  switch (body.kind) {
    case 'json':
      return { type: 'application/json', bytes: Buffer.from(JSON.stringify(json) ?? '') };
    case 'raw':
      return { bytes: Buffer.from(body.bytes, body.encoding ?? 'utf8') };
    case 'file':
      return { type: 'application/offset+octet-stream', bytes: FILES[body.file] ?? Buffer.alloc(0) };
    case 'form':
      return { type: `multipart/form-data; boundary=${BOUNDARY}`, bytes: formOf(body.parts, body.end) };
    default:
      return undefined;
  }
}

function formOf(parts: readonly Part[], end?: string): Buffer {
  const chunks = parts.flatMap(({ name, text, file, filename }) => {
    const label = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"`;
    if (file === undefined) return [Buffer.from(`${label}\r\n\r\n${typeof text === 'string' ? text : JSON.stringify(text)}\r\n`)];
    const bytes = FILES[file] ?? Buffer.alloc(0);
    return [
      Buffer.from(`${label}; filename="${filename}"\r\ncontent-type: application/octet-stream\r\n\r\n`),
      bytes,
      Buffer.from('\r\n'),
    ];
  });
  return Buffer.concat([...chunks, ...(end === undefined ? [Buffer.from(`--${BOUNDARY}--\r\n`)] : [])]);
}

type RawResponse = Omit<RawReply, 'path'>;

function exchange(options: object, body: Buffer | undefined, cut: boolean): Promise<RawResponse | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ ...options, agent: cut ? false : agent });
    const limit = setTimeout(() => outgoing.destroy(new Error(`no answer within ${ANSWER_MS} ms`)), ANSWER_MS);
    outgoing.once('close', () => clearTimeout(limit));
    outgoing.on('error', (error) => (cut ? resolve(undefined) : reject(error)));
    outgoing.once('response', (answer) => void read(answer).then(resolve, reject));
    if (!cut) return void outgoing.end(body);
    outgoing.write(body, () => setImmediate(() => outgoing.destroy()));
  });
}

async function read(answer: IncomingMessage): Promise<RawResponse> {
  const { statusCode: status = 0, headers } = answer;
  const chunks: Buffer[] = [];
  if (headers['content-type']?.startsWith('text/event-stream')) setTimeout(() => answer.destroy(), STREAM_MS);
  try {
    for await (const chunk of answer) chunks.push(Buffer.from(chunk));
  } catch (error) {
    if (!headers['content-type']?.startsWith('text/event-stream')) throw error;
  }
  return { status, headers, bytes: Buffer.concat(chunks) };
}

/** Closes the connections, which would keep the test process alive. */
export function closeConnections(): void {
  agent.destroy();
}
