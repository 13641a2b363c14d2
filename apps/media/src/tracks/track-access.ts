import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError } from '@veza/contracts';
import { requireOwner, requireUser } from '@veza/platform';
import { mayHear } from './heard-tracks.js';
import type { Track } from './track.entity.js';
import { TracksRepository, type VersionedTrack } from './tracks.repository.js';

/** Callers and tracks. NOT_FOUND where the caller may not hear the track, as if it did not exist. */
@Injectable()
export class TrackAccess {
  constructor(private readonly tracks: TracksRepository) {}

  async requireVisible(caller: Caller, id: number): Promise<VersionedTrack> {
    const track = await this.tracks.find(id);
    if (!track || !mayHear(caller, track)) throw new DeclaredError('NOT_FOUND');
    return track;
  }

  /** Those of the tracks that the caller may hear, in the order of the ids. */
  async visibleAmong(caller: Caller, ids: readonly number[]): Promise<Track[]> {
    const found = new Map((await this.tracks.byIds(ids)).map((track) => [track.id, track]));
    const inOrder = ids.flatMap((id) => found.get(id) ?? []);
    return inOrder.filter((track) => mayHear(caller, track));
  }

  /** The track, for its uploader and administrators. */
  async requireOwned(caller: Caller, id: number): Promise<Track> {
    const track = await this.requireVisible(caller, id);
    requireOwner(caller, track.uploaderId);
    return track;
  }

  /** The caller, if it is the uploader: also where administrators may edit, bytes belong to one user. */
  async requireOwn(caller: Caller, id: number): Promise<number> {
    const { userId } = requireUser(caller);
    const track = await this.requireVisible(caller, id);
    if (track.uploaderId !== userId) throw new DeclaredError('FORBIDDEN');
    return userId;
  }
}
