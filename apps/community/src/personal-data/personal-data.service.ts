import { Injectable } from '@nestjs/common';
import type { Caller, community, PersonalDataPage, RpcInput } from '@veza/contracts';
import type { SqlExecutor } from '@veza/database';
import { requireUser } from '@veza/platform';
import { CommentsService } from '../comments/comments.service.js';
import { FollowsService } from '../follows/follows.service.js';
import { LikesService } from '../likes/likes.service.js';
import { NoticesService } from '../notices/notices.service.js';
import { BlocksRepository } from '../people/blocks.repository.js';
import { PeopleRepository } from '../people/people.repository.js';
import { PublicationsService } from '../publications/publications.service.js';
import { PlaylistsService } from '../playlists/playlists.service.js';
import { StandingService } from '../standing/standing.service.js';
import { PersonalDataRepository } from './personal-data.repository.js';

/** The relations of a person: exported to it, and erased with the account. */
@Injectable()
export class PersonalDataService {
  constructor(
    private readonly repository: PersonalDataRepository,
    private readonly standing: StandingService,
    private readonly follows: FollowsService,
    private readonly likes: LikesService,
    private readonly publications: PublicationsService,
    private readonly comments: CommentsService,
    private readonly playlists: PlaylistsService,
    private readonly notices: NoticesService,
    private readonly blocks: BlocksRepository,
    private readonly people: PeopleRepository,
  ) {}

  export(caller: Caller, { section, after }: RpcInput<typeof community.personalData.export>): Promise<PersonalDataPage> {
    return this.repository.own(section, requireUser(caller).userId, after);
  }

  /** Hidden first, so that the counts of other people and of tracks are right without it. */
  async erase(tx: SqlExecutor, userId: number): Promise<void> {
    await this.standing.hide(tx, userId, null);
    await this.follows.removeAll(tx, userId);
    await this.likes.removeAll(tx, userId);
    await this.publications.removeAll(tx, userId);
    await this.comments.removeAll(tx, userId);
    await this.playlists.removeAll(tx, userId);
    await this.notices.removeAll(tx, userId);
    await this.blocks.forget(tx, userId);
    await this.people.remove(tx, userId);
  }
}
