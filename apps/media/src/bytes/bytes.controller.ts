import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, PUBLIC_PICTURES, SHARED_BYTES } from '@veza/contracts';
import { CONFIG, keyring, type Keyring } from '@veza/platform';
import { z } from 'zod';
import type { MediaConfig } from '../config.js';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectStore } from '../store/object-store.js';
import { Traffic } from '../store/traffic.js';
import { ProgressStreams } from '../tracks/progress-streams.js';
import { isOfTrack, PublicRenditions } from '../tracks/public-renditions.js';
import { StreamKey } from '../signed-urls/stream-key.js';
import { GetGrant, GRANT_HEADER, GRANT_PURPOSE, grantOf, PutFilesGrant, PutGrant, ResumeGrant } from '../uploads/byte-grant.js';
import { contentDisposition, safeName } from '../objects/file-name.js';
import { GrowingPlaylists } from './growing-playlists.js';
import { PublicPictures } from './public-pictures.js';
import { serveObject } from './serve-object.js';
import { type SignedPath, SIGNED_ROOT } from '../signed-urls/signed-path.js';
import { ANY_ORIGIN, SignedFiles } from './signed-files.js';
import { PreviewsService } from '../previews/previews.service.js';
import { RESUMABLE_ROOT, ResumableUploadsService } from '../resumable/resumable-uploads.service.js';
import { UploadsService } from '../uploads/uploads.service.js';

const PREVIEW = new RegExp(`^${RESUMABLE_ROOT}/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/preview$`);
const READING = SHARED_BYTES.methods.join(', ');
const PREFLIGHT = {
  'access-control-allow-methods': READING,
  'access-control-allow-headers': SHARED_BYTES.allowedHeaders.join(', '),
  'access-control-max-age': String(SHARED_BYTES.maxAgeSeconds),
};

/** The requests of the byte port: uploads and downloads with grants of the gateway, tracks with signed addresses. */
@Injectable()
export class BytesController {
  private readonly grantKeys: Keyring;

  constructor(
    @Inject(CONFIG) config: MediaConfig,
    private readonly uploads: UploadsService,
    private readonly resumable: ResumableUploadsService,
    private readonly objects: ObjectsRepository,
    private readonly store: ObjectStore,
    private readonly streams: StreamKey,
    private readonly progress: ProgressStreams,
    private readonly renditions: PublicRenditions,
    private readonly files: SignedFiles,
    private readonly growing: GrowingPlaylists,
    private readonly previews: PreviewsService,
    private readonly pictures: PublicPictures,
    private readonly traffic: Traffic,
  ) {
    this.grantKeys = keyring(config, GRANT_PURPOSE);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const reading = request.method === 'GET' || request.method === 'HEAD';
    if (path === '/objects' && request.method === 'POST') return this.put(request, response);
    if (path.startsWith('/objects/') && reading) return this.get(path.slice('/objects/'.length), request, response);
    if (path.startsWith(RESUMABLE_ROOT)) return this.resume(request, response);
    if (path.startsWith(SIGNED_ROOT) || path.startsWith(PUBLIC_PICTURES)) return this.shared(path, request, response);
    throw new DeclaredError(path === '/objects' ? 'METHOD_NOT_ALLOWED' : 'NOT_FOUND');
  }

  /** Ends streams that would outlive the shutdown; their clients reconnect to another replica. */
  endStreams(): void {
    this.progress.endAll();
  }

  private async put(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const grant = grantOf(this.grantKeys, request.headers[GRANT_HEADER], z.union([PutGrant, PutFilesGrant]));
    if (!grant) throw new DeclaredError('UNAUTHENTICATED');
    const received = await (grant.verb === 'put'
      ? this.uploads.receive(request, grant)
      : this.uploads.receiveFiles(request, grant));
    for (const file of 'files' in received ? received.files : [received])
      if ('size' in file) this.traffic.received('upload', file.size);
    const stored = JSON.stringify(received);
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(stored) }).end(stored);
  }

  private async resume(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const grant = grantOf(this.grantKeys, request.headers[GRANT_HEADER], ResumeGrant);
    if (!grant) throw new DeclaredError('UNAUTHENTICATED');
    const previewed = PREVIEW.exec(request.url ?? '')?.[1];
    if (previewed === undefined || request.method !== 'GET') return this.resumable.handle(grant, request, response);
    const text = JSON.stringify(await this.previews.address(grant, previewed));
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) };
    response.writeHead(200, { ...headers, 'cache-control': 'no-store' }).end(text);
  }

  private async get(objectId: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const grant = grantOf(this.grantKeys, request.headers[GRANT_HEADER], GetGrant);
    if (!grant || grant.objectId !== objectId) throw new DeclaredError('UNAUTHENTICATED');
    const object = await this.objects.find(objectId);
    if (!object || object.releasedAt || object.kind === 'rendition') throw new DeclaredError('NOT_FOUND');
    const disposition = contentDisposition(
      grant.disposition ?? 'attachment',
      safeName(grant.filename ?? object.filename, object.type),
    );
    const type = grant.type ?? object.type;
    const sent = await serveObject(
      this.store,
      { key: objectId, type, etag: `"${object.hash}"`, cacheControl: 'private, no-cache', disposition },
      request,
      response,
    );
    this.traffic.sent('object', sent);
  }

  /** An address that contains its permission, or needs none: no cookie or token of a browser matters, so pages of any origin may read. */
  private async shared(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of ANY_ORIGIN) response.setHeader(name, value);
    const serving = path.startsWith(PUBLIC_PICTURES) ? this.pictures.serve.bind(this.pictures) : this.signed.bind(this);
    if (request.method === 'GET' || request.method === 'HEAD') return serving(path, request, response);
    if (request.method === 'OPTIONS') return void response.writeHead(204, PREFLIGHT).end();
    response.setHeader('allow', READING);
    throw new DeclaredError('METHOD_NOT_ALLOWED');
  }

  private async signed(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const permit = this.streams.verify(path);
    if (!permit) throw new DeclaredError('URL_INVALID');
    if (permit.kind === 'events') return this.progress.serve(Number(permit.id), request, response);
    if (permit.kind === 'preview' && permit.rest.endsWith('.m3u8')) return this.previewPlaylist(permit, request, response);
    const refusal = isOfTrack(permit) ? await this.renditions.refusalOf(permit) : undefined;
    if (refusal) throw new DeclaredError(refusal);
    const isOriginal = permit.kind === 'original' || permit.kind === 'owned';
    const file = isOriginal ? await this.files.originalOf(permit) : this.files.of(permit);
    if (!file) throw new DeclaredError('NOT_FOUND');
    const serve = async () => this.traffic.sent('signed', await serveObject(this.store, file, request, response));
    await serve().catch(async (error: unknown) => {
      if (!(error instanceof DeclaredError) || error.code !== 'NOT_FOUND') throw error;
      if (await this.growing.serve(permit.id, permit.rest, request, response)) return;
      await serve(); // it may have been completed meanwhile
    });
  }
  private async previewPlaylist({ id, rest }: SignedPath, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const ended = await this.previews.read(id);
    if (!(await this.growing.serve(id, rest, request, response, ended))) throw new DeclaredError('NOT_FOUND');
  }
}
