import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, type LikedTracks, type TrackLikes } from '@veza/contracts';
import { Database, type SqlExecutor } from '@veza/database';
import { requireUser } from '@veza/platform';
import { AccountStanding, requireBelow } from '../people/account-limits.js';
import { requirePerson, requireShown } from '../people/acting-person.js';
import { BlocksRepository } from '../people/blocks.repository.js';
import { PeopleRepository } from '../people/people.repository.js';
import { VisibleTracks } from '../visible-tracks/visible-tracks.js';
import { LikesRepository } from './likes.repository.js';

export const MOST_LIKES = 10_000;

/** Likes of tracks that the caller may see. */
@Injectable()
export class LikesService {
  constructor(
    private readonly database: Database,
    private readonly repository: LikesRepository,
    private readonly people: PeopleRepository,
    private readonly blocks: BlocksRepository,
    private readonly tracks: VisibleTracks,
    private readonly standing: AccountStanding,
  ) {}

  async get(caller: Caller, trackId: number): Promise<TrackLikes> {
    await this.tracks.require(caller, trackId);
    return this.repository.likesOf(trackId, caller.kind === 'user' ? caller.userId : undefined);
  }

  async list(caller: Caller, query: { limit: number; cursor?: string }): Promise<LikedTracks> {
    const { userId } = requireUser(caller);
    const { ids, nextCursor } = await this.repository.page(userId, query);
    return { tracks: await this.tracks.among(caller, ids), nextCursor };
  }

  async like(caller: Caller, trackId: number): Promise<null> {
    const user = requirePerson(caller);
    const { userId } = user;
    const { uploaderId } = await this.tracks.require(caller, trackId);
    const limits = await this.standing.limitsOf(user);
    await this.database.transaction(async (tx) => {
      const [person] = await this.people.lock(tx, userId);
      if (!person || (await this.blocks.isBetween(userId, uploaderId, tx))) throw new DeclaredError('NOT_FOUND');
      requireShown(person);
      if (!(await this.repository.add(tx, userId, trackId))) return;
      if ((await this.repository.countOf(tx, userId, MOST_LIKES)) > MOST_LIKES)
        throw new DeclaredError('INVALID_STATE', { message: `A person likes at most ${MOST_LIKES} tracks` });
      requireBelow(person.likesToday, limits.likes, limits);
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
}
