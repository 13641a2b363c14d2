import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, identity, type UploadBody } from '@veza/contracts';
import { AppLogger, CONFIG, Every, toErrorBody } from '@veza/platform';
import { requestContext, RpcClient } from '@veza/transport';
import type { ResumeGrant } from '../uploads/byte-grant.js';
import { cleanFileName } from '../objects/file-name.js';
import { UploadsService } from '../uploads/uploads.service.js';
import type { MediaConfig } from '../config.js';
import type { ResumableUpload } from './resumable-upload.entity.js';
import { ResumableUploadsRepository } from './resumable-uploads.repository.js';
import { readChecksum, tusRequest, withTusRequest } from './tus-request.js';
import { type Refusal, TusServer } from './tus-server.js';
import { UploadFinisher } from './upload-finisher.js';
import { UploadLocker } from './upload-locker.js';
import { UploadLocksRepository } from './upload-locks.repository.js';
import { UploadStore } from './upload-store.js';

/** The path at the gateway, which passes requests on unchanged: `Location` names it. */
export const RESUMABLE_ROOT = '/api/v1/uploads';
const UPLOAD = /^\/api\/v1\/uploads\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
/** How long a request may still end by itself, when another one waits for its lock. */
const DRAIN_MS = 500;
const SWEEP_MS = 60_000;
const MOST_PER_SWEEP = 100;
/** A player that still hears the preview of a complete upload has this long: it is the length of a preview. */
const ENDED_PREVIEW_MS = 3_600_000;
/** A grant is issued with its request. A request that lasts longer may outlive the session of its user. */
const GRANT_MS = 60_000;

/**
 * Resumable uploads by tus 1.0 on any replica. The protocol is that of @tus/server, with the lock, the offsets and the
 * bytes in Postgres and the object store.
 */
@Injectable()
export class ResumableUploadsService {
  private readonly server: TusServer;

  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly uploads: ResumableUploadsRepository,
    private readonly locks: UploadLocksRepository,
    private readonly store: UploadStore,
    private readonly finisher: UploadFinisher,
    private readonly receiving: UploadsService,
    private readonly rpc: RpcClient,
    private readonly logger: AppLogger,
    locker: UploadLocker,
  ) {
    const options: ConstructorParameters<typeof TusServer>[0] = {
      path: RESUMABLE_ROOT,
      relativeLocation: true,
      datastore: store,
      locker,
      lockDrainTimeout: DRAIN_MS,
      allowedOrigins: [], // CORS is the gateway's
      namingFunction: () => randomUUID(),
      maxSize: () => tusRequest().grant.maxBytes,
      onIncomingRequest: ({ method }, id) => this.requireOwn(method, id),
      onUploadFinish: async (_request, { id }) => {
        await this.requireSession();
        await this.finisher.finish(id);
        return {};
      },
    };
    this.server = new TusServer(options, (error) => this.refusalOf(error));
  }

  async handle(grant: ResumeGrant, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = UPLOAD.exec(request.url ?? '')?.[1];
    if (id === undefined && request.url !== RESUMABLE_ROOT) throw new DeclaredError('NOT_FOUND');
    if (request.method === 'GET' && id !== undefined) return this.describe(grant, id, response);
    const checksum = readChecksum(request.headers['upload-checksum']);
    const work = () => withTusRequest({ grant, checksum, since: performance.now() }, () => this.server.handle(request, response));
    const receives = request.method === 'POST' || request.method === 'PATCH';
    await (receives ? this.receive(grant, work, id) : work());
  }

  /** Published clients repeat after a 503 and give up after a 429, although a place of their user becomes free within seconds. */
  private async receive({ userId }: ResumeGrant, work: () => Promise<void>, id?: string): Promise<void> {
    try {
      await this.receiving.occupy(userId, work, id);
    } catch (error) {
      if (!(error instanceof DeclaredError) || error.code !== 'RATE_LIMITED') throw error;
      throw new DeclaredError('OVERLOADED', { message: error.message, retryAfter: 5 });
    }
  }

  @Every(SWEEP_MS, 'resumable uploads')
  async sweep(): Promise<void> {
    await this.locks.deleteOld();
    for (const { id } of await this.uploads.unfinished(SWEEP_MS, MOST_PER_SWEEP))
      await this.finisher
        .finish(id)
        .catch((cause: unknown) => this.logger.warn('An upload could not be finished', { id, cause }));
    for (const id of await this.uploads.expired(this.config.UNCLAIMED_LIFE, MOST_PER_SWEEP)) await this.store.remove(id);
    await this.uploads.releasePreviews(ENDED_PREVIEW_MS, MOST_PER_SWEEP);
  }

  private async describe(grant: ResumeGrant, id: string, response: ServerResponse): Promise<void> {
    const { stored, length, metadata, movedAt, trackId } = await this.own(grant, id);
    const body: UploadBody = {
      id,
      offset: Number(stored),
      length: Number(length),
      filename: cleanFileName(metadata.filename ?? metadata.name ?? undefined),
      expires_at: new Date(movedAt.getTime() + this.config.UNCLAIMED_LIFE).toISOString(),
      ...(trackId !== null && { track_id: trackId }),
    };
    const text = JSON.stringify(body);
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) };
    response.writeHead(200, { ...headers, 'cache-control': 'no-store' }).end(text);
  }

  /** NOT_FOUND for the uploads of other users. A client that reads a complete upload repeats its end, if that was lost. */
  private async requireOwn(method: string, id: string): Promise<void> {
    if (method === 'POST') return;
    const { stored, length, finishedAt } = await this.own(tusRequest().grant, id);
    if (method === 'HEAD' && stored === length && finishedAt === null) await this.finisher.finish(id);
  }

  /** A session that was revoked during a long request keeps the bytes from becoming a track. */
  private async requireSession(): Promise<void> {
    const { grant, since } = tusRequest();
    if (performance.now() - since < GRANT_MS) return;
    const { sessions } = await this.rpc.call(identity.sessions.check, { sessionIds: [grant.sessionId] });
    if (!sessions[0]) throw new DeclaredError('UNAUTHENTICATED');
  }

  private async own({ userId }: ResumeGrant, id: string): Promise<ResumableUpload> {
    const upload = await this.uploads.find(id);
    if (!upload || upload.ownerId !== userId) throw new DeclaredError('NOT_FOUND');
    return upload;
  }

  private refusalOf(error: unknown): Refusal {
    const requestId = requestContext.get()?.requestId ?? '';
    const { status, body } = toErrorBody(error, { requestId, logger: this.logger });
    return { status_code: status, body: JSON.stringify(body) };
  }
}
