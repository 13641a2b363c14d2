import { Injectable } from '@nestjs/common';
import {
  type AlbumPage,
  type AlbumView,
  type Caller,
  DeclaredError,
  type IdRange,
  invalid,
  type ListAlbums,
  type media,
  MOST_ALBUMS,
  type NewAlbum,
  type OpenAlbum,
  type PublicIds,
  type RpcInput,
  type UpdateAlbum,
} from '@veza/contracts';
import { Database } from '@veza/database';
import { requireUser } from '@veza/platform';
import { AlbumPublicationsRepository } from '../album-publications/album-publications.repository.js';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectsService } from '../objects/objects.service.js';
import { StreamKey } from '../signed-urls/stream-key.js';
import { TrackAccess } from '../tracks/track-access.js';
import { trackView } from '../tracks/track-view.js';
import { AlbumAccess } from './album-access.js';
import type { FoundAlbum } from './album-query.js';
import { albumView } from './album-view.js';
import { AlbumsRepository } from './albums.repository.js';

/** Albums of own tracks (decision 267). Which tracks a caller may hear is asked at each read. */
@Injectable()
export class AlbumsService {
  constructor(
    private readonly database: Database,
    private readonly access: AlbumAccess,
    private readonly albums: AlbumsRepository,
    private readonly publications: AlbumPublicationsRepository,
    private readonly tracks: TrackAccess,
    private readonly objects: ObjectsRepository,
    private readonly objectsService: ObjectsService,
    private readonly key: StreamKey,
  ) {}

  async create(caller: Caller, album: NewAlbum): Promise<AlbumView> {
    const { userId } = requireUser(caller);
    const id = await this.database.transaction(async (tx) => {
      await this.publications.lock(tx, userId);
      if ((await this.albums.count(tx, userId)) >= MOST_ALBUMS)
        throw new DeclaredError('INVALID_STATE', { message: `A person has at most ${MOST_ALBUMS} albums` });
      return this.albums.insert(tx, userId, album);
    });
    return albumView(await this.access.requireVisible(caller, id), this.key);
  }

  async get(caller: Caller, id: number): Promise<OpenAlbum> {
    return this.opened(caller, await this.access.requireVisible(caller, id));
  }

  async among(caller: Caller, ids: readonly number[]): Promise<{ albums: AlbumView[] }> {
    const albums = await this.albums.among(caller, ids);
    return { albums: albums.map((album) => albumView(album, this.key)) };
  }

  async list(caller: Caller, query: ListAlbums): Promise<AlbumPage> {
    const { rows, nextCursor } = await this.albums.list(caller, query);
    return { albums: rows.map((album) => albumView(album, this.key)), nextCursor };
  }

  publicIds(range: IdRange): Promise<PublicIds> {
    return this.albums.publicIds(range);
  }

  async update(caller: Caller, change: UpdateAlbum): Promise<AlbumView> {
    const { ownerId } = await this.access.requireOwned(caller, change.id);
    await this.database.transaction(async (tx) => {
      if (change.isPublic !== undefined) await this.publications.lock(tx, ownerId);
      if (!(await this.albums.update(tx, change))) throw unmatched(change.ifVersion);
      if (change.isPublic !== undefined) await this.publications.announce(tx, ownerId, [change.id]);
    });
    return albumView(await this.access.requireVisible(caller, change.id), this.key);
  }

  async putTracks(caller: Caller, order: RpcInput<typeof media.albums.putTracks>): Promise<OpenAlbum> {
    const { id, ifVersion, trackIds } = order;
    const userId = await this.access.requireOwn(caller, id);
    await this.database.transaction(async (tx) => {
      await this.publications.lock(tx, userId);
      const touched = await this.albums.touch(tx, id, ifVersion);
      if (!touched) throw unmatched(ifVersion);
      const own = new Set(await this.albums.replaceTracks(tx, id, userId, trackIds));
      if (own.size < trackIds.length) throw invalid('track_ids', 'An album has own tracks only');
      if (touched.isPublic) await this.publications.announce(tx, userId, [id]);
    });
    return this.get(caller, id);
  }

  async delete(caller: Caller, id: number, ifVersion?: string): Promise<null> {
    const { ownerId } = await this.access.requireOwned(caller, id);
    const coverId = await this.database.transaction(async (tx) => {
      await this.publications.lock(tx, ownerId);
      const gone = await this.albums.remove(tx, id, ifVersion);
      if (!gone) throw unmatched(ifVersion);
      if (gone.coverId !== null) await this.objects.release(gone.coverId, tx);
      await this.publications.announceDeleted(tx, ownerId, id);
      return gone.coverId;
    });
    if (coverId !== null) await this.objectsService.discardSoon(coverId);
    return null;
  }

  private async opened(caller: Caller, album: FoundAlbum): Promise<OpenAlbum> {
    const tracks = await this.tracks.visibleAmong(caller, await this.albums.trackIds(album.id));
    return { album: albumView(album, this.key), tracks: tracks.map((track) => trackView(track, this.key, caller)) };
  }
}

/** Of an album that was found a moment before: its version is another one now, or it was deleted. */
function unmatched(ifVersion: string | undefined): DeclaredError {
  return new DeclaredError(ifVersion === undefined ? 'NOT_FOUND' : 'PRECONDITION_FAILED');
}
