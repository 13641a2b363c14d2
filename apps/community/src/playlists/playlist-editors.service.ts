import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, invalid, MOST_PLAYLIST_EDITORS } from '@veza/contracts';
import { Database } from '@veza/database';
import { NoticesService } from '../notices/notices.service.js';
import { requirePerson } from '../people/acting-person.js';
import { BlocksRepository } from '../people/blocks.repository.js';
import { PeopleRepository } from '../people/people.repository.js';
import { NO_BOT, PlaylistAccess } from './playlist-access.js';
import { PlaylistsRepository } from './playlists.repository.js';

/** Playlists of others that a person edits. */
export const MOST_EDITED = 200;

/** Who edits a playlist besides its owner. Each change of tracks asks again, so that an end holds at once. */
@Injectable()
export class PlaylistEditorsService {
  constructor(
    private readonly database: Database,
    private readonly repository: PlaylistsRepository,
    private readonly access: PlaylistAccess,
    private readonly people: PeopleRepository,
    private readonly blocks: BlocksRepository,
    private readonly notices: NoticesService,
  ) {}

  async put(caller: Caller, playlistId: number, personId: number): Promise<null> {
    await this.database.transaction(async (tx) => {
      const { userId } = await this.access.requireOwn(tx, caller, playlistId);
      if (userId === personId) throw invalid('name', 'The owner edits it already');
      const isHidden = await this.people.isHidden(personId);
      if (isHidden || (await this.blocks.isBetween(userId, personId, tx))) throw new DeclaredError('USER_NOT_FOUND');
      if (!(await this.repository.addEditor(tx, playlistId, personId))) return;
      const { ofPlaylist, ofPerson } = await this.repository.editorCounts(tx, playlistId, personId);
      if (ofPlaylist > MOST_PLAYLIST_EDITORS)
        throw new DeclaredError('INVALID_STATE', { message: `A playlist has at most ${MOST_PLAYLIST_EDITORS} editors` });
      if (ofPerson > MOST_EDITED)
        throw new DeclaredError('INVALID_STATE', { message: `A person edits at most ${MOST_EDITED} playlists of others` });
      const found = await this.repository.find({ id: playlistId }, userId, tx);
      const thing = { kind: 'playlist' as const, id: String(playlistId), title: found?.title ?? null };
      const about = { kind: 'playlist' as const, actorId: userId, thing, part: null, detail: null };
      await this.notices.record(tx, [personId], { ...about, key: `playlist ${playlistId}` });
    });
    return null;
  }

  /** An editor ends the own editing. */
  async remove(caller: Caller, playlistId: number, personId: number): Promise<null> {
    const { userId } = requirePerson(caller, NO_BOT);
    await this.database.transaction(async (tx) => {
      if (userId === personId) await this.access.requireEdited(tx, caller, playlistId);
      else await this.access.requireOwn(tx, caller, playlistId);
      await this.repository.removeEditor(tx, playlistId, personId);
    });
    return null;
  }
}
