import { Injectable } from '@nestjs/common';
import {
  type blockEvents,
  type Caller,
  DeclaredError,
  type EventPayload,
  invalid,
  type ListPeople,
  type PeoplePage,
  type PersonRelations,
} from '@veza/contracts';
import { Database, type SqlExecutor } from '@veza/database';
import { requireUser } from '@veza/platform';
import { NoticesService } from '../notices/notices.service.js';
import { AccountStanding, requireBelow } from '../people/account-limits.js';
import { requirePerson, requireShown } from '../people/acting-person.js';
import { BlocksRepository } from '../people/blocks.repository.js';
import { PeopleRepository } from '../people/people.repository.js';
import { PersonAccess } from '../people/person-access.js';
import { FollowsRepository } from './follows.repository.js';

/** Of one person. The list of a feed is made from them. */
export const MOST_FOLLOWS = 5_000;

/**
 * Who follows whom. Every change locks both people in the order of their ids: their counts are exact, and a block that is
 * handled meanwhile either comes first and refuses the follow, or comes later and ends it.
 */
@Injectable()
export class FollowsService {
  constructor(
    private readonly database: Database,
    private readonly repository: FollowsRepository,
    private readonly people: PeopleRepository,
    private readonly access: PersonAccess,
    private readonly blocks: BlocksRepository,
    private readonly notices: NoticesService,
    private readonly standing: AccountStanding,
  ) {}

  async get(caller: Caller, personId: number): Promise<PersonRelations> {
    const reader = await this.access.requireReader(caller, personId);
    return this.repository.relationsOf(personId, reader);
  }

  async list(caller: Caller, list: 'followers' | 'following', query: ListPeople): Promise<PeoplePage> {
    const reader = await this.access.requireReader(caller, query.personId);
    return this.repository.page(list, query, reader);
  }

  async follow(caller: Caller, personId: number): Promise<null> {
    const person = requirePerson(caller);
    const { userId } = person;
    if (userId === personId) throw invalid('name', 'You cannot follow yourself');
    const limits = await this.standing.limitsOf(person);
    await this.database.transaction(async (tx) => {
      const [follower, followed] = await this.people.lock(tx, userId, personId);
      if (!follower || !followed || followed.isHidden) throw new DeclaredError('USER_NOT_FOUND');
      requireShown(follower);
      if (await this.blocks.isBetween(userId, personId, tx)) throw new DeclaredError('USER_NOT_FOUND');
      if (!(await this.repository.add(tx, follower, followed))) return;
      if (follower.following >= MOST_FOLLOWS)
        throw new DeclaredError('INVALID_STATE', { message: `A person follows at most ${MOST_FOLLOWS} others` });
      requireBelow(follower.followsToday, limits.follows, limits);
      await this.people.count(tx, follower, 'follow');
      const thing = { kind: 'person' as const, id: String(userId), title: null };
      const about = { kind: 'follow' as const, actorId: userId, thing, part: null, detail: null };
      await this.notices.record(tx, [personId], { ...about, key: `follow ${userId}` }); // once, also after an end
    });
    return null;
  }

  async unfollow(caller: Caller, personId: number): Promise<null> {
    const { userId } = requireUser(caller);
    await this.database.transaction((tx) => this.end(tx, userId, personId));
    return null;
  }

  /** A block ends the follows in both directions, and refuses new ones. */
  async blocked(tx: SqlExecutor, block: EventPayload<typeof blockEvents.added>): Promise<void> {
    const { personId, blockedPersonId } = block;
    await this.people.lock(tx, personId, blockedPersonId);
    await this.blocks.add(tx, block);
    await this.end(tx, personId, blockedPersonId);
    await this.end(tx, blockedPersonId, personId);
  }

  async unblocked(tx: SqlExecutor, block: EventPayload<typeof blockEvents.removed>): Promise<void> {
    await this.blocks.remove(tx, block);
  }

  /** Locks the person and all that have a follow with it. */
  lockAround(tx: SqlExecutor, personId: number): Promise<void> {
    return this.repository.lockAround(tx, personId);
  }

  recountAround(tx: SqlExecutor, personId: number, by: 1 | -1): Promise<void> {
    return this.repository.recountAround(tx, personId, by);
  }

  removeAll(tx: SqlExecutor, personId: number): Promise<void> {
    return this.repository.removeAll(tx, personId);
  }

  private async end(tx: SqlExecutor, followerId: number, followedId: number): Promise<void> {
    const [follower, followed] = await this.people.lock(tx, followerId, followedId);
    if (follower && followed) await this.repository.remove(tx, follower, followed);
  }
}
