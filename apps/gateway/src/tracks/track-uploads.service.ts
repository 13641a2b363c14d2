import { Injectable } from '@nestjs/common';
import { DeclaredError, media, type TrackView, UploadTrackForm, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import type { FastifyRequest } from 'fastify';
import { BytesService, type UploadTerms } from '../bytes/index.js';
import { readForm } from '../edge/index.js';

/** Of a track. */
export const MOST_BYTES = 500 * 1024 ** 2;
const MOST_PICTURE_BYTES = 10 * 1024 ** 2;

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
    const stored = await this.bytes.upload(request, { kind: 'track', maxBytes: MOST_BYTES, caller });
    try {
      const { is_public: isPublic, track_number: trackNumber, ...facts } = readForm(UploadTrackForm, stored.fields);
      return await this.rpc.call(media.tracks.create, { ...facts, isPublic, trackNumber, objectId: stored.objectId });
    } catch (error) {
      await this.bytes.release(stored.objectId);
      throw error;
    }
  }

  replace(caller: UserCaller, id: number, request: FastifyRequest) {
    return this.give(caller, id, request, { kind: 'track', maxBytes: MOST_BYTES }, media.tracks.replace);
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
    const { objectId } = await this.bytes.upload(request, { ...terms, caller });
    try {
      return await this.rpc.call(verb, { id, objectId });
    } catch (error) {
      await this.bytes.release(objectId);
      throw error;
    }
  }
}
