import { Injectable } from '@nestjs/common';
import {
  DeclaredError,
  media,
  MOST_PICTURE_BYTES,
  MOST_ALBUM_FILES,
  type TrackView,
  UploadAlbumForm,
  UploadTrackForm,
  MOST_ALBUM_BYTES,
  MOST_TRACK_BYTES,
  type UserCaller,
} from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import type { FastifyRequest } from 'fastify';
import { BytesService, type UploadTerms } from '../bytes/index.js';
import { readForm } from '../../edge/index.js';

/**
 * An upload in two steps: the bytes to media, then the track made of them. What is refused in between is given up
 * again.
 */
@Injectable()
export class TrackUploadsService {
  constructor(
    private readonly bytes: BytesService,
    private readonly rpc: RpcClient,
  ) {}

  async take(caller: UserCaller, request: FastifyRequest) {
    return this.bytes.uploadFor(request, { kind: 'track', maxBytes: MOST_TRACK_BYTES, caller }, async ({ objectId, fields }) => {
      const { is_public: isPublic, track_number: trackNumber, ...facts } = readForm(UploadTrackForm, fields);
      return this.rpc.call(media.tracks.create, { ...facts, isPublic, trackNumber, objectId });
    });
  }

  /** The files that are sounds become tracks, all or none. */
  album(caller: UserCaller, request: FastifyRequest) {
    const terms = {
      kind: 'track',
      maxBytes: MOST_TRACK_BYTES,
      most: MOST_ALBUM_FILES,
      maxTotal: MOST_ALBUM_BYTES,
      caller,
    } as const;
    return this.bytes.uploadFilesFor(request, terms, async (stored) => {
      const files = stored.files.map((file, at) => ({ ...file, position: at + 1 }));
      const sounds = files.flatMap((file) => ('objectId' in file ? { objectId: file.objectId, position: file.position } : []));
      const refused = files.flatMap((file) => ('code' in file ? file : []));
      const [first] = refused;
      if (first && sounds.length === 0)
        throw new DeclaredError(first.code, { message: first.message, details: perFile(refused) });
      const { is_public: isPublic, ...facts } = readForm(UploadAlbumForm, stored.fields);
      const { items } = await this.rpc.call(media.tracks.createAlbum, { ...facts, isPublic, files: sounds });
      return { items, refused };
    });
  }

  replace(caller: UserCaller, id: number, request: FastifyRequest) {
    return this.give(caller, id, request, { kind: 'track', maxBytes: MOST_TRACK_BYTES }, media.tracks.replace);
  }

  cover(caller: UserCaller, id: number, request: FastifyRequest) {
    return this.give(caller, id, request, { kind: 'picture', maxBytes: MOST_PICTURE_BYTES }, media.tracks.setCover);
  }

  /** The track is checked before the bytes are read; media checks it again. */
  private async give(
    caller: UserCaller,
    id: number,
    request: FastifyRequest,
    terms: Pick<UploadTerms, 'kind' | 'maxBytes'>,
    verb: typeof media.tracks.replace | typeof media.tracks.setCover,
  ): Promise<TrackView> {
    const { uploaderId } = await this.rpc.call(media.tracks.get, { id });
    if (uploaderId !== caller.userId) throw new DeclaredError('FORBIDDEN');
    return this.bytes.uploadFor(request, { ...terms, caller }, ({ objectId }) => this.rpc.call(verb, { id, objectId }));
  }
}

const perFile = (refused: readonly { position: number; filename: string; message: string }[]) =>
  refused.map(({ position, filename, message }) => ({ field: `audio[${position}]`, message: `${filename}: ${message}` }));
