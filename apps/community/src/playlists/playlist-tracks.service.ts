import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type community,
  DeclaredError,
  MOST_PLAYLIST_TRACKS,
  type OpenPlaylist,
  type RpcInput,
} from '@veza/contracts';
import { Database } from '@veza/database';
import { requirePerson } from '../people/acting-person.js';
import { VisibleTracks } from '../visible-tracks/visible-tracks.js';
import { added, moved } from './order.js';
import { NO_BOT, PlaylistAccess } from './playlist-access.js';
import { PlaylistTracksRepository } from './playlist-tracks.repository.js';
import { type FoundPlaylist, PlaylistsRepository, viewOf } from './playlists.repository.js';

interface Page {
  readonly limit: number;
  readonly cursor?: string;
}

/** The tracks of playlists. Changes of one wait for each other. */
@Injectable()
export class PlaylistTracksService {
  constructor(
    private readonly database: Database,
    private readonly repository: PlaylistTracksRepository,
    private readonly playlists: PlaylistsRepository,
    private readonly access: PlaylistAccess,
    private readonly visible: VisibleTracks,
  ) {}

  async get(caller: Caller, { playlistId, ...page }: RpcInput<typeof community.playlists.get>): Promise<OpenPlaylist> {
    return this.opened(caller, await this.access.requireReadable(caller, playlistId), page);
  }

  async open(caller: Caller, { code, ...page }: RpcInput<typeof community.playlists.open>): Promise<OpenPlaylist> {
    return this.opened(caller, await this.access.requireByCode(caller, code), page);
  }

  async put(caller: Caller, playlistId: number, trackId: number): Promise<null> {
    const { userId } = requirePerson(caller, NO_BOT);
    const visible = await this.visible.among(caller, [trackId]);
    await this.database.transaction(async (tx) => {
      await this.access.requireEdited(tx, caller, playlistId);
      if (visible.length === 0) throw new DeclaredError('NOT_FOUND');
      const entries = await this.repository.all(tx, playlistId);
      const keys = added(entries, trackId);
      if (keys.length === 0) return;
      if (entries.length >= MOST_PLAYLIST_TRACKS)
        throw new DeclaredError('INVALID_STATE', { message: `A playlist has at most ${MOST_PLAYLIST_TRACKS} tracks` });
      await this.repository.add(tx, playlistId, trackId, userId);
      await this.repository.place(tx, playlistId, keys);
    });
    return null;
  }

  remove(caller: Caller, playlistId: number, trackId: number): Promise<null> {
    return this.database.transaction(async (tx) => {
      await this.access.requireEdited(tx, caller, playlistId);
      await this.repository.remove(tx, playlistId, trackId);
      return null;
    });
  }

  move(caller: Caller, { playlistId, trackId, after }: RpcInput<typeof community.playlistTracks.move>): Promise<null> {
    return this.database.transaction(async (tx) => {
      await this.access.requireEdited(tx, caller, playlistId);
      const keys = moved(await this.repository.all(tx, playlistId), trackId, after);
      if (!keys) throw new DeclaredError('CONFLICT', { message: 'One of the two tracks has left the playlist; read it again' });
      if (keys.length > 0) await this.repository.place(tx, playlistId, keys);
      return null;
    });
  }

  private async opened(caller: Caller, found: FoundPlaylist, page: Page): Promise<OpenPlaylist> {
    const mayEdit = found.isOwn || found.isEdited;
    const [{ ids, nextCursor }, editorIds] = await Promise.all([
      this.repository.page(found.id, page),
      mayEdit ? this.playlists.editors(found.id) : [],
    ]);
    return { playlist: { ...viewOf(found), mayEdit, editorIds }, tracks: await this.visible.among(caller, ids), nextCursor };
  }
}
