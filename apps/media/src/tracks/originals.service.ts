import { Inject, Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, type TrackDownload } from '@veza/contracts';
import { CONFIG, isOwnerOrAdmin, requireOwner } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { ObjectsRepository } from '../objects/objects.repository.js';
import type { StoredObjectRow } from '../objects/stored-object.entity.js';
import type { SignedPath } from '../signed-urls/signed-path.js';
import { StreamKey } from '../signed-urls/stream-key.js';
import { soundName } from '../objects/file-name.js';
import { TrackAccess } from './track-access.js';
import { renditionOf } from './track-view.js';
import { TracksRepository } from './tracks.repository.js';

// Wall clock: expiry inside a signed link.

export interface Original {
  object: StoredObjectRow;
  filename: string;
}

/** The uploaded files of tracks, byte for byte: for all who may hear a track that permits it, else for its uploader. */
@Injectable()
export class OriginalsService {
  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly access: TrackAccess,
    private readonly tracks: TracksRepository,
    private readonly objects: ObjectsRepository,
    private readonly key: StreamKey,
  ) {}

  async address(caller: Caller, id: number): Promise<TrackDownload> {
    const track = await this.access.requireVisible(caller, id);
    if (!track.downloadable) requireOwner(caller, track.uploaderId);
    renditionOf(track); // what is no sound is not handed on
    const objectId = track.keptSourceId ?? track.sourceId;
    const object = await this.objects.find(objectId);
    if (!object) throw new DeclaredError('NOT_FOUND'); // deleted meanwhile
    const kind = isOwnerOrAdmin(caller, track.uploaderId) ? 'owned' : 'original';
    const expiresAt = new Date(Date.now() + this.config.STREAM_URL_LIFE);
    return {
      url: this.key.url({ kind, id: objectId }, expiresAt),
      filename: soundName(track, object.type),
      size: Number(object.size),
      type: object.type,
      hash: object.hash,
      expiresAt: expiresAt.toISOString(),
    };
  }

  /** The file of an address. Undefined: there is none. URL_INVALID: the track no longer permits it. */
  async behind({ kind, id, rest }: SignedPath): Promise<Original | undefined> {
    const [track, object] = await Promise.all([this.tracks.findBySource(id), this.objects.find(id)]);
    if (!track || !object || object.releasedAt || rest !== '') return undefined;
    if (kind !== 'owned' && !(track.isPublic && track.downloadable)) throw new DeclaredError('URL_INVALID');
    return { object, filename: soundName(track, object.type) };
  }
}
