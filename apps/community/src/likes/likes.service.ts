import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, type LikedTracks, media, type TrackLikes, type TrackView } from '@veza/contracts';
import { Database, type SqlExecutor } from '@veza/database';
import { requireUser } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { requireBelow, requirePerson, requireShown } from '../people/acting-person.js';
import { BlocksRepository } from '../people/blocks.repository.js';
import { PeopleRepository } from '../people/people.repository.js';
import { LikesRepository } from './likes.repository.js';

export const MOST_LIKES = 10_000;
export const LIKES_A_DAY = 1_000;

/** Likes of tracks. What the caller may see of a track is decided by media, on each call. */
@Injectable()
export class LikesService {
  constructor(
    private readonly database: Database,
    private readonly repository: LikesRepository,
    private readonly people: PeopleRepository,
    private readonly blocks: BlocksRepository,
    private readonly rpc: RpcClient,
  ) {}

  async get(caller: Caller, trackId: number): Promise<TrackLikes> {
    await this.requireVisible(caller, trackId);
    return this.repository.likesOf(trackId, caller.kind === 'user' ? caller.userId : undefined);
  }

  /** Tracks of people with a block between them and the caller are left out, like those that media does not show. */
  async list(caller: Caller, query: { limit: number; cursor?: string }): Promise<LikedTracks> {
    const { userId } = requireUser(caller);
    const { ids, nextCursor } = await this.repository.page(userId, query);
    const { tracks } = ids.length === 0 ? { tracks: [] } : await this.rpc.call(media.tracks.among, { ids }, { caller });
    const blocked = await this.blocks.among(
      userId,
      tracks.map(({ uploaderId }) => uploaderId),
    );
    return { tracks: tracks.filter(({ uploaderId }) => !blocked.has(uploaderId)), nextCursor };
  }

  async like(caller: Caller, trackId: number): Promise<null> {
    const { userId } = requirePerson(caller);
    const { uploaderId } = await this.requireVisible(caller, trackId);
    await this.database.transaction(async (tx) => {
      const [person] = await this.people.lock(tx, userId);
      if (!person || (await this.blocks.isBetween(userId, uploaderId, tx))) throw new DeclaredError('NOT_FOUND');
      requireShown(person);
      if (!(await this.repository.add(tx, userId, trackId))) return;
      if ((await this.repository.countOf(tx, userId, MOST_LIKES)) > MOST_LIKES)
        throw new DeclaredError('INVALID_STATE', { message: `A person likes at most ${MOST_LIKES} tracks` });
      requireBelow(person.likesToday, LIKES_A_DAY, 'You have liked many tracks today; try again tomorrow');
      await this.people.count(tx, person, 'like');
      await this.repository.count(tx, trackId);
    });
    return null;
  }

  async unlike(caller: Caller, trackId: number): Promise<null> {
    const { userId } = requireUser(caller);
    await this.database.transaction(async (tx) => {
      const [person] = await this.people.lock(tx, userId);
      if (person) await this.repository.remove(tx, person, trackId);
    });
    return null;
  }

  recountAround(tx: SqlExecutor, personId: number, by: 1 | -1): Promise<void> {
    return this.repository.recountAround(tx, personId, by);
  }

  removeAll(tx: SqlExecutor, personId: number): Promise<void> {
    return this.repository.removeAll(tx, personId);
  }

  removeTrack(tx: SqlExecutor, trackId: number): Promise<void> {
    return this.repository.removeTrack(tx, trackId);
  }

  private async requireVisible(caller: Caller, trackId: number): Promise<TrackView> {
    const { tracks } = await this.rpc.call(media.tracks.among, { ids: [trackId] }, { caller });
    const [track] = tracks;
    if (!track) throw new DeclaredError('NOT_FOUND');
    return track;
  }
}
