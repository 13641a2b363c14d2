import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type community,
  DeclaredError,
  type IdRange,
  type OwnPlaylistPage,
  type PlaylistPage,
  type PlaylistView,
  type PublicIds,
  type RpcInput,
} from '@veza/contracts';
import { Database, type SqlExecutor } from '@veza/database';
import { digestOf, newLinkCode, requireUser } from '@veza/platform';
import { NoticesService } from '../notices/notices.service.js';
import { AccountStanding } from '../people/account-limits.js';
import { requirePerson, requireShown } from '../people/acting-person.js';
import { PeopleRepository } from '../people/people.repository.js';
import { PersonAccess } from '../people/person-access.js';
import { NO_BOT, PlaylistAccess } from './playlist-access.js';
import { PlaylistTracksRepository } from './playlist-tracks.repository.js';
import { PlaylistsRepository } from './playlists.repository.js';

type In<Verb extends keyof typeof community.playlists> = RpcInput<(typeof community.playlists)[Verb]>;

/** Playlists without their tracks. */
@Injectable()
export class PlaylistsService {
  constructor(
    private readonly database: Database,
    private readonly repository: PlaylistsRepository,
    private readonly tracks: PlaylistTracksRepository,
    private readonly access: PlaylistAccess,
    private readonly people: PeopleRepository,
    private readonly person: PersonAccess,
    private readonly notices: NoticesService,
    private readonly standing: AccountStanding,
  ) {}

  async create(caller: Caller, playlist: In<'create'>): Promise<PlaylistView> {
    const user = requirePerson(caller, NO_BOT);
    const { userId } = user;
    const { playlists: most } = await this.standing.limitsOf(user);
    return this.database.transaction(async (tx) => {
      const [person] = await this.people.lock(tx, userId);
      if (!person) throw new DeclaredError('NOT_FOUND');
      requireShown(person);
      if ((await this.repository.countOf(tx, userId)) >= most)
        throw new DeclaredError('INVALID_STATE', { message: `A person has at most ${most} playlists` });
      return this.repository.create(tx, { ownerId: userId, ...playlist });
    });
  }

  list(caller: Caller, query: In<'list'>): Promise<OwnPlaylistPage> {
    return this.repository.own(requireUser(caller).userId, query);
  }

  async listOfPerson(caller: Caller, { personId, ...query }: In<'listOfPerson'>): Promise<PlaylistPage> {
    await this.person.requireReader(caller, personId);
    return this.repository.ofPerson(personId, query);
  }

  /** Of those that everybody sees, for search engines. */
  publicIds(range: IdRange): Promise<PublicIds> {
    return this.repository.publicIds(range);
  }

  update(caller: Caller, { playlistId, ...change }: In<'update'>): Promise<PlaylistView> {
    return this.database.transaction(async (tx) => {
      await this.access.requireOwn(tx, caller, playlistId);
      return this.repository.update(tx, playlistId, change);
    });
  }

  delete(caller: Caller, playlistId: number): Promise<null> {
    return this.database.transaction(async (tx) => {
      await this.access.requireDeletable(tx, caller, playlistId);
      await this.repository.delete(tx, playlistId);
      await this.notices.removeThing(tx, 'playlist', playlistId);
      return null;
    });
  }

  async share(caller: Caller, playlistId: number): Promise<{ code: string }> {
    const code = newLinkCode();
    await this.database.transaction(async (tx) => {
      await this.access.requireOwn(tx, caller, playlistId);
      await this.repository.setCode(tx, playlistId, digestOf(code));
    });
    return { code };
  }

  removeAll(tx: SqlExecutor, personId: number): Promise<void> {
    return this.repository.removeAll(tx, personId);
  }

  removeTrack(tx: SqlExecutor, trackId: number): Promise<void> {
    return this.tracks.removeTrack(tx, trackId);
  }
}
