import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@veza/database';
import { Every } from '@veza/platform';
import { FollowsService } from '../follows/follows.service.js';
import { LikesService } from '../likes/likes.service.js';
import { PeopleRepository } from '../people/people.repository.js';

/** A ban ends by its time without an event; the counts follow within this time. */
const LOOK_MS = 30_000;

/**
 * Bans of people. A banned person is hidden: its relations stay, and leave the counts of the other people and of tracks
 * until the ban ends.
 */
@Injectable()
export class StandingService {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleRepository,
    private readonly follows: FollowsService,
    private readonly likes: LikesService,
  ) {}

  /** @param until ISO 8601; null: without end */
  async hide(tx: SqlExecutor, personId: number, until: string | null): Promise<void> {
    const isHidden = await this.lock(tx, personId);
    await this.people.setHidden(tx, personId, true, until);
    if (!isHidden) await this.recount(tx, personId, -1);
  }

  async show(tx: SqlExecutor, personId: number): Promise<void> {
    if (!(await this.lock(tx, personId))) return;
    await this.people.setHidden(tx, personId, false, null);
    await this.recount(tx, personId, 1);
  }

  @Every(LOOK_MS, 'ends of bans')
  async showReturned(): Promise<void> {
    const showNext = () =>
      this.database.transaction(async (tx) => {
        const personId = await this.people.takeReturned(tx);
        if (personId !== undefined) await this.show(tx, personId);
        return personId !== undefined;
      });
    while (await showNext()) continue;
  }

  private async lock(tx: SqlExecutor, personId: number): Promise<boolean> {
    await this.follows.lockAround(tx, personId);
    const [person] = await this.people.lock(tx, personId);
    return person?.isHidden ?? false;
  }

  private async recount(tx: SqlExecutor, personId: number, by: 1 | -1): Promise<void> {
    await this.follows.recountAround(tx, personId, by);
    await this.likes.recountAround(tx, personId, by);
  }
}
