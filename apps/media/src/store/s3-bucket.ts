import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { AddressTerms, ListedObject } from './object-store.js';
import { awayOr } from './store-away.js';

// Weak primitive: a header that the protocol of buckets asks for.

export interface S3Settings {
  bucket: string;
  region: string;
  endpoint?: string;
  publicEndpoint?: string;
  pathStyle: boolean;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** Whether clients can reach the bucket. */
  redirect: boolean;
}

/** Milliseconds in which calls end, their repetitions included; and the size of a call about many objects. */
export interface S3Limits {
  /** A call without much content. */
  call: number;
  /** A call with the bytes of a part. */
  send: number;
  /** Time without a byte while a reader waits for one. */
  idle: number;
  /** Keys that are listed or deleted by one call. */
  keys: number;
}

/** S3, DeleteObjects: "the request can contain a list of up to 1,000 keys". */
export const S3_LIMITS: S3Limits = { call: 20_000, send: 120_000, idle: 20_000, keys: 1_000 };
const CONNECT_MS = 5_000;
/** Readers hold a connection each, and a player with a full buffer stops reading. */
const MOST_CONNECTIONS = 1_024;
/** SigV4: "the maximum is 604800 (seven days)". */
const MOST_SECONDS = 604_800;

export interface PartTag {
  PartNumber: number;
  ETag?: string;
}

/** The calls to one bucket. Each of them ends; a transient fault is repeated by the SDK. */
export class S3Bucket {
  private readonly client: S3Client;
  private readonly signer: S3Client;
  private readonly bucket: string;

  constructor(
    settings: S3Settings,
    readonly limits = S3_LIMITS,
  ) {
    this.bucket = settings.bucket;
    this.client = clientOf(settings, settings.endpoint);
    this.signer = settings.publicEndpoint === undefined ? this.client : clientOf(settings, settings.publicEndpoint);
    this.client.middlewareStack.add(
      (next) => (args) =>
        next(args).catch((error: unknown) => {
          throw awayOr(error);
        }),
      // Around the repetitions of the SDK.
      { step: 'initialize', priority: 'high', name: 'storeAway' },
    );
    this.client.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          const { request } = args;
          if (commandName === 'DeleteObjectsCommand' && hasTextBody(request))
            request.headers['content-md5'] = createHash('md5').update(request.body).digest('base64');
          return next(args);
        },
      // Many S3-compatible servers require it, and the SDK sends another checksum only.
      { step: 'build', priority: 'low', name: 'contentMd5' },
    );
  }

  async check(): Promise<void> {
    await this.client.send(new HeadBucketCommand({ Bucket: this.bucket }), within(this.limits.call));
  }

  /** Undefined: no such key. */
  async sizeOf(key: string): Promise<number | undefined> {
    const head = new HeadObjectCommand({ Bucket: this.bucket, Key: key });
    const found = await undefinedIfMissing(this.client.send(head, within(this.limits.call)));
    return found && (found.ContentLength ?? 0);
  }

  /** The bytes from `start` to `end`, both included. */
  async read(key: string, start: number, end: number): Promise<Readable> {
    const answered = new AbortController();
    const timer = setTimeout(() => answered.abort(new Error('the object store does not answer')), this.limits.call);
    try {
      const get = new GetObjectCommand({ Bucket: this.bucket, Key: key, Range: `bytes=${start}-${end}` });
      const { Body } = await this.client.send(get, { abortSignal: answered.signal });
      if (Body instanceof Readable) return Body;
      throw new Error('the object store sent no body');
    } finally {
      clearTimeout(timer);
    }
  }

  async put(key: string, bytes: Buffer): Promise<void> {
    const put = new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: bytes, ContentLength: bytes.length });
    await this.client.send(put, within(this.limits.send));
  }

  async beginParts(key: string): Promise<string> {
    const begin = new CreateMultipartUploadCommand({ Bucket: this.bucket, Key: key });
    const { UploadId } = await this.client.send(begin, within(this.limits.call));
    if (UploadId === undefined) throw new Error('the object store began no upload');
    return UploadId;
  }

  async putPart(key: string, upload: string, number: number, bytes: Buffer): Promise<PartTag> {
    const terms = { Bucket: this.bucket, Key: key, UploadId: upload, PartNumber: number, ContentLength: bytes.length };
    const { ETag } = await this.client.send(new UploadPartCommand({ ...terms, Body: bytes }), within(this.limits.send));
    return { PartNumber: number, ETag };
  }

  async joinParts(key: string, upload: string, parts: PartTag[]): Promise<void> {
    const terms = { Bucket: this.bucket, Key: key, UploadId: upload };
    const join = new CompleteMultipartUploadCommand({ ...terms, MultipartUpload: { Parts: parts } });
    await this.client.send(join, within(this.limits.send)); // the server may copy the bytes now
  }

  async dropParts(key: string, upload: string): Promise<void> {
    const drop = new AbortMultipartUploadCommand({ Bucket: this.bucket, Key: key, UploadId: upload });
    await undefinedIfMissing(this.client.send(drop, within(this.limits.call)));
  }

  /** Uploads in parts that were begun before a time. */
  async *unfinished(before: Date): AsyncGenerator<{ key: string; upload: string }> {
    for (let [KeyMarker, UploadIdMarker] = ['', '']; ;) {
      const more = { ...(KeyMarker !== '' && { KeyMarker, UploadIdMarker }) };
      const list = new ListMultipartUploadsCommand({ Bucket: this.bucket, ...more });
      const page = await this.client.send(list, within(this.limits.call));
      for (const { Key, UploadId, Initiated } of page.Uploads ?? [])
        if (Key !== undefined && UploadId !== undefined && Initiated && Initiated < before) yield { key: Key, upload: UploadId };
      if (page.IsTruncated !== true || !page.NextKeyMarker) return;
      [KeyMarker, UploadIdMarker] = [page.NextKeyMarker, page.NextUploadIdMarker ?? ''];
    }
  }

  async *list(prefix: string): AsyncGenerator<ListedObject> {
    let ContinuationToken: string | undefined;
    do {
      const terms = { Bucket: this.bucket, Prefix: prefix, MaxKeys: this.limits.keys };
      const list = new ListObjectsV2Command({ ...terms, ContinuationToken });
      const page = await this.client.send(list, within(this.limits.call));
      for (const { Key, Size = 0 } of page.Contents ?? []) if (Key !== undefined) yield { key: Key, size: Size };
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
  }

  async delete(key: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }), within(this.limits.call));
  }

  /** At most `limits.keys`. */
  async deleteAll(keys: readonly string[]): Promise<void> {
    const Delete = { Objects: keys.map((Key) => ({ Key })), Quiet: true };
    const { Errors: [fault] = [] } = await this.client.send(
      new DeleteObjectsCommand({ Bucket: this.bucket, Delete }),
      within(this.limits.send),
    );
    if (fault) throw new Error(`objects could not be deleted (${fault.Code})`);
  }

  presign(key: string, { type, cacheControl, disposition, seconds }: AddressTerms): Promise<string> {
    const terms = {
      ResponseContentType: type,
      ResponseCacheControl: cacheControl,
      ...(disposition !== undefined && { ResponseContentDisposition: disposition }),
    };
    const get = new GetObjectCommand({ Bucket: this.bucket, Key: key, ...terms });
    return getSignedUrl(this.signer, get, { expiresIn: Math.min(MOST_SECONDS, Math.max(1, Math.floor(seconds))) });
  }
}

function clientOf({ region, pathStyle, credentials }: S3Settings, endpoint: string | undefined): S3Client {
  const agent = { keepAlive: true, maxSockets: MOST_CONNECTIONS };
  const config: S3ClientConfig = {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    forcePathStyle: pathStyle,
    // Checksums in trailers, which the SDK sends by default, are refused by other servers than that of AWS.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
    requestHandler: { connectionTimeout: CONNECT_MS, httpAgent: agent, httpsAgent: agent },
  };
  return new S3Client(config);
}

const within = (ms: number) => ({ abortSignal: AbortSignal.timeout(ms) });

function hasTextBody(request: unknown): request is { body: string | Uint8Array; headers: Record<string, string> } {
  if (typeof request !== 'object' || request === null || !('body' in request) || !('headers' in request)) return false;
  return typeof request.body === 'string' || request.body instanceof Uint8Array;
}

async function undefinedIfMissing<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export const isMissing = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
