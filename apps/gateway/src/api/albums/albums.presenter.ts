import { Injectable } from '@nestjs/common';
import {
  type AlbumPage,
  type AlbumView,
  DeclaredError,
  type OpenAlbum,
  type WireAlbum,
  type WireOpenAlbum,
} from '@veza/contracts';
import { wireFoundUser } from '../../identity/people/people.presenter.js';
import type { FoundUser } from '../../identity/people/people.repository.js';
import { PeopleService } from '../../identity/people/people.service.js';
import { TracksPresenter } from '../tracks/tracks.presenter.js';

/** Albums with the names of their artists. Those of banned and erased people are left out at once. */
@Injectable()
export class AlbumsPresenter {
  constructor(
    private readonly people: PeopleService,
    private readonly tracks: TracksPresenter,
  ) {}

  async one(album: AlbumView): Promise<WireAlbum> {
    const [wire] = await this.many([album]);
    if (!wire) throw new DeclaredError('NOT_FOUND');
    return wire;
  }

  async page({ albums, nextCursor }: AlbumPage) {
    return { albums: await this.many(albums), next_cursor: nextCursor };
  }

  async opened({ album, tracks }: OpenAlbum): Promise<WireOpenAlbum> {
    const [wire, listed] = await Promise.all([this.one(album), this.tracks.many(tracks)]);
    return { album: wire, tracks: listed };
  }

  async many(albums: readonly AlbumView[]): Promise<WireAlbum[]> {
    const ids = [...new Set(albums.map(({ ownerId }) => ownerId))];
    const owners = new Map((await this.people.usersAmong(ids)).map((owner) => [owner.id, owner]));
    return albums.flatMap((album) => {
      const owner = owners.get(album.ownerId);
      return owner ? [wireAlbum(album, owner)] : [];
    });
  }
}

const wireAlbum = (album: AlbumView, owner: FoundUser): WireAlbum => ({
  id: album.id,
  owner: wireFoundUser(owner),
  title: album.title,
  description: album.description,
  kind: album.kind,
  ...(album.releaseDate !== null && { release_date: album.releaseDate }),
  is_public: album.isPublic,
  track_count: album.trackCount,
  duration_seconds: album.durationSeconds,
  ...(album.cover !== null && { cover_urls: album.cover }),
  has_own_cover: album.hasOwnCover,
  created_at: album.createdAt,
  updated_at: album.updatedAt,
});
