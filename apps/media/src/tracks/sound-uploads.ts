import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { CONFIG } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { ObjectsRepository } from '../objects/objects.repository.js';
import type { StoredObjectRow } from '../objects/stored-object.entity.js';
import { TracksRepository } from './tracks.repository.js';

/** Uploaded sounds on their way to a track. */
@Injectable()
export class SoundUploads {
  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly objects: ObjectsRepository,
    private readonly tracks: TracksRepository,
  ) {}

  /** An unclaimed sound of the user. The length of `exceptTrack`, which it replaces, does not count. */
  async require(userId: number, objectId: string, exceptTrack?: number): Promise<StoredObjectRow> {
    const object = await this.objects.find(objectId);
    if (!object || object.ownerId !== userId || object.releasedAt) throw new DeclaredError('NOT_FOUND');
    if (object.kind !== 'track') throw new DeclaredError('UNSUPPORTED_MEDIA_TYPE');
    if (object.claimedBy !== null) throw alreadyUsed();
    if ((await this.tracks.secondsOf(userId, exceptTrack)) * 1_000 >= this.config.TRACK_QUOTA)
      throw new DeclaredError('QUOTA_EXCEEDED', { message: 'The total length of your tracks is used up; delete tracks' });
    return object;
  }

  async claim(tx: Transaction, objectId: string, trackId: number): Promise<void> {
    if (!(await this.objects.claim(objectId, `track:${trackId}`, tx))) throw alreadyUsed();
  }
}

const alreadyUsed = () => new DeclaredError('CONFLICT', { message: 'This upload already is the sound of a track' });
