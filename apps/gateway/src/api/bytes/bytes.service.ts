import { createHash } from 'node:crypto';
import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import {
  DeclaredError,
  ErrorBody,
  ErrorCode,
  media,
  parseJson,
  rejectionOf,
  StoredFiles,
  StoredObject,
  type Caller,
  type UploadKind,
} from '@veza/contracts';
import { AppLogger, CONFIG, keyring, requireUser, ServiceTls, signToken, traceFrom, type SecretKey } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config.js';
import { exchangeOf } from '../../edge/exchange.js';
import { IdempotencyKeysService } from '../../edge/idempotency/idempotency-keys.service.js';
import { SessionsService } from '../../identity/sessions/sessions.service.js';
import { isEndToEnd } from './end-to-end.js';
import { Replicas } from './replicas.js';

const GRANT_MS = 60_000;
/** A player that has buffered enough stops reading for minutes, so a download may stand still longer than an upload. */
const DOWNLOAD_IDLE_MS = 600_000;
/** After a store of media that has not taken the bytes. */
const STORE_RETRY_S = 5;
const LARGEST_ANSWER = 256 * 1024;
const CONDITIONS = ['if-match', 'if-none-match', 'if-modified-since', 'accept', 'accept-encoding', 'last-event-id'];
/** Of a resumable upload. */
const TUS_HEADERS = [
  'content-type',
  'content-length',
  'tus-resumable',
  'upload-length',
  'upload-defer-length',
  'upload-offset',
  'upload-metadata',
  'upload-checksum',
  'upload-concat',
];
const PASSED_ON = [...CONDITIONS, 'range', 'if-range'];

/** The head of a response whose bytes are being sent. */
export interface SentBytes {
  status: number;
  contentRange?: string;
}

interface ForwardOptions extends RequestOptions {
  /** Awaited before the last bytes are sent, if all others were. */
  beforeLast?: (sent: SentBytes) => Promise<void>;
  /** Range is not forwarded. */
  whole?: boolean;
}

export interface UploadTerms {
  kind: UploadKind;
  /** Of the file; the form around it may add a little. */
  maxBytes: number;
  caller: Caller;
}

export interface UploadFilesTerms extends UploadTerms {
  most: number;
  /** Of all files. */
  maxTotal: number;
}

export interface DownloadTerms {
  objectId: string;
  filename?: string;
  type?: string;
  disposition?: 'attachment' | 'inline';
}

/**
 * Bytes between a client and media's byte port. They are piped, never stored: the slower side sets the pace, and the
 * end of one side destroys the other. An upload that stalls for BYTES_IDLE ends with REQUEST_TIMEOUT, or UNAVAILABLE when
 * it is media that does not go on.
 */
@Injectable()
export class BytesService {
  private readonly media: Replicas;
  private readonly grantKey: SecretKey;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly idempotency: IdempotencyKeysService,
    private readonly sessions: SessionsService,
    private readonly rpc: RpcClient,
    private readonly logger: AppLogger,
    tls: ServiceTls,
  ) {
    this.media = new Replicas(config.MEDIA_URL, tls);
    [this.grantKey] = keyring(config, 'byte-grant');
  }

  /** Streams the request's body (a multipart form, or plain bytes) to media, which sniffs, hashes and stores it. */
  async upload(request: FastifyRequest, { kind, maxBytes, caller }: UploadTerms): Promise<StoredObject> {
    const stored = StoredObject.parse(await this.put(request, caller, maxBytes, { verb: 'put', kind, maxBytes }));
    try {
      await this.accept(request, caller, stored);
    } catch (refused) {
      await this.release(stored.objectId);
      throw refused;
    }
    return stored;
  }

  /** Several files of one form, for something that is made of them. What is refused on the way there is released. */
  async uploadFilesFor<Made>(
    request: FastifyRequest,
    { caller, ...terms }: UploadFilesTerms,
    make: (stored: StoredFiles) => Promise<Made>,
  ): Promise<Made> {
    const stored = StoredFiles.parse(await this.put(request, caller, terms.maxTotal, { verb: 'put-files', ...terms }));
    try {
      const each = stored.files.map((file) => ('objectId' in file ? file.hash : file.code));
      const hash = createHash('sha256').update(each.join()).digest('hex');
      await this.accept(request, caller, { hash, fields: stored.fields });
      return await make(stored);
    } catch (error) {
      for (const file of stored.files) if ('objectId' in file) await this.release(file.objectId);
      throw error;
    }
  }

  private async put(request: FastifyRequest, caller: Caller, maxBytes: number, grant: object): Promise<unknown> {
    const { userId } = requireUser(caller);
    const length = Number(request.headers['content-length'] ?? 0);
    if (length > maxBytes + LARGEST_ANSWER) throw new DeclaredError('PAYLOAD_TOO_LARGE');
    const headers: Record<string, string> = { 'content-type': request.headers['content-type'] ?? 'application/octet-stream' };
    if (request.headers['content-length'] !== undefined) headers['content-length'] = request.headers['content-length'];
    const signed = signToken(this.grantKey, { userId, ...grant }, GRANT_MS);
    const ask = await this.ask(request, { method: 'POST', path: '/objects', headers }, signed);
    return JSON.parse((await this.sent(request, ask)).text);
  }

  /** After the bytes: an upload may last longer than its session, and repeat an earlier one. */
  private async accept(
    request: FastifyRequest,
    caller: Caller,
    { hash, fields }: Pick<StoredObject, 'hash' | 'fields'>,
  ): Promise<void> {
    const [live] = await this.sessions.check([requireUser(caller).sessionId]);
    if (!live) throw new DeclaredError('UNAUTHENTICATED');
    await this.idempotency.compareUpload(request, { hash, fields });
  }

  /** An upload for something that is made of it. What is refused on the way there is released. */
  async uploadFor<Made>(
    request: FastifyRequest,
    terms: UploadTerms,
    make: (stored: StoredObject) => Promise<Made>,
  ): Promise<Made> {
    const stored = await this.upload(request, terms);
    try {
      return await make(stored);
    } catch (error) {
      await this.release(stored.objectId);
      throw error;
    }
  }

  /**
   * Releases a rejected upload. A claimed one stays: then only the response was lost. When the release fails, media's
   * sweeper removes the upload.
   */
  async release(objectId: string): Promise<void> {
    try {
      await this.rpc.call(media.objects.release, { objectId, ownerRef: 'none' });
    } catch (cause) {
      this.logger.warn('A refused upload is left to the sweeper', { objectId, cause });
    }
  }

  /** Sends an object's bytes (Range, ETag and 304 are media's) and takes the reply over. */
  async download(
    reply: FastifyReply,
    { objectId, ...terms }: DownloadTerms,
    beforeLast?: ForwardOptions['beforeLast'],
  ): Promise<void> {
    const grant = signToken(this.grantKey, { verb: 'get', objectId, ...terms }, GRANT_MS);
    await this.forward(
      reply,
      { method: reply.request.method, path: `/objects/${encodeURIComponent(objectId)}`, beforeLast },
      grant,
    );
  }

  /** Forwards a request to media unchanged, and media's response back: a signed address needs no check here. */
  async forward(reply: FastifyReply, { whole, beforeLast, ...options }: ForwardOptions, grant?: string): Promise<void> {
    const { request } = reply;
    const headers = picked(request, whole ? CONDITIONS : PASSED_ON);
    // Which of several parts ends a download cannot be seen: RFC 9110, 14.2 allows to send the whole file.
    if (beforeLast && headers['range']?.includes(',')) delete headers['range'];
    const onward = { ...options, headers: this.headersOf(request, headers, grant) };
    const answer = await this.media.read(onward, reply.raw, DOWNLOAD_IDLE_MS);
    const status = answer.statusCode ?? 502;
    if (status === 416) {
      answer.resume();
      reply.header('content-range', answer.headers['content-range'] ?? '');
      throw new DeclaredError('RANGE_NOT_SATISFIABLE');
    }
    if (status >= 400) throw refusal(status, await textOf(answer));
    reply.hijack();
    const varies = [reply.getHeader('vary'), answer.headers.vary].filter(Boolean).join(', ');
    for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...endToEnd(answer), ...(varies && { vary: varies }) }))
      if (value !== undefined) reply.raw.setHeader(name, value);
    reply.raw.writeHead(status);
    const sent = { status, contentRange: answer.headers['content-range'] };
    const bytes = beforeLast ? withPause(answer, () => beforeLast(sent)) : answer;
    await pipeline(bytes, reply.raw).catch(() => undefined); // the pipeline has destroyed both sides
  }

  /** Forwards a request of a resumable upload with its body, and media's response back. */
  async resume(reply: FastifyReply, path: string, { maxBytes, caller }: Omit<UploadTerms, 'kind'>): Promise<void> {
    const { request } = reply;
    const { userId, sessionId, role } = requireUser(caller);
    const grant = signToken(this.grantKey, { verb: 'resume', userId, sessionId, role, maxBytes }, GRANT_MS);
    const ask = await this.ask(request, { method: request.method, path, headers: picked(request, TUS_HEADERS) }, grant);
    const { answer, text } = await this.sent(request, ask);
    reply.code(answer.statusCode ?? 502).headers(exchangeOf(request).limit ?? {});
    for (const [name, value] of Object.entries(endToEnd(answer)))
      if (value !== undefined && !name.startsWith('content-')) reply.header(name, value);
    if (text !== '') reply.type('application/json; charset=utf-8');
    reply.send(text === '' ? undefined : text);
  }

  private async ask(request: FastifyRequest, options: RequestOptions, grant?: string): Promise<ClientRequest> {
    const { socket, host } = await this.media.open();
    const headers = { ...this.headersOf(request, options.headers, grant), host };
    // Without an agent, because an agent would not call createConnection.
    return httpRequest({ ...options, headers, createConnection: () => socket });
  }

  private headersOf(request: FastifyRequest, headers: RequestOptions['headers'], grant?: string) {
    const { requestId, address } = exchangeOf(request);
    const { traceparent, tracestate } = traceFrom(request.headers);
    return {
      ...headers,
      'x-request-id': requestId,
      traceparent,
      ...(tracestate !== undefined && { tracestate }),
      'x-forwarded-for': address,
      ...(grant !== undefined && { 'x-veza-grant': grant }),
    };
  }

  /** Sends the body and returns media's reply, which may precede the last byte (too large, wrong type). */
  private async sent({ raw }: FastifyRequest, ask: ClientRequest): Promise<{ answer: IncomingMessage; text: string }> {
    const stalled = () =>
      raw.complete || ask.writableNeedDrain
        ? new DeclaredError('UNAVAILABLE', { retryAfter: STORE_RETRY_S })
        : new DeclaredError('REQUEST_TIMEOUT');
    ask.setTimeout(this.config.BYTES_IDLE, () => ask.destroy(stalled()));
    const gone = new Promise<never>((_resolve, reject) => {
      raw.once('close', () => {
        if (!raw.complete) reject(new DeclaredError('UPLOAD_INCOMPLETE'));
      });
    });
    const said = answerOf(raw.pipe(ask));
    try {
      const answer = await Promise.race([said, gone]);
      const text = await textOf(answer);
      const { statusCode = 502 } = answer;
      if (statusCode >= 400) throw refusal(statusCode, text);
      return { answer, text };
    } catch (error) {
      raw.unpipe(ask);
      ask.destroy();
      throw error; // sendError handles the rest of the body
    }
  }
}

async function* withPause(answer: IncomingMessage, pause: () => Promise<void>): AsyncGenerator<Buffer> {
  let held: Buffer | undefined;
  for await (const chunk of answer) {
    if (held) yield held;
    held = chunk;
  }
  await pause();
  if (held) yield held;
}

function answerOf(ask: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    ask.once('response', resolve);
    ask.on('error', (cause) =>
      reject(cause instanceof DeclaredError ? cause : new DeclaredError('UNAVAILABLE', { retryAfter: 1, cause })),
    );
  });
}

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LARGEST_ANSWER) throw new Error('media said too much');
  }
  return text;
}

/** What media refused, as the same refusal. The response to a HEAD request has no body. */
function refusal(status: number, text: string): DeclaredError {
  const body = ErrorBody.safeParse(parseJson(text));
  const code = ErrorCode.safeParse(body.data?.code);
  if (!code.success) return new DeclaredError(rejectionOf(status) ?? 'UNAVAILABLE');
  return new DeclaredError(code.data, { message: body.data?.message, details: body.data?.details });
}

const picked = ({ headers }: FastifyRequest, names: readonly string[]) =>
  Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));

const endToEnd = ({ headers }: IncomingMessage) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => isEndToEnd(name)));
