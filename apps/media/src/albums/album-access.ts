import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError } from '@veza/contracts';
import { isOwnerOrAdmin, requireOwner, requireUser } from '@veza/platform';
import type { FoundAlbum } from './album-query.js';
import { AlbumsRepository } from './albums.repository.js';

/** Callers and albums. NOT_FOUND where the caller may not see the album, as if it did not exist. */
@Injectable()
export class AlbumAccess {
  constructor(private readonly albums: AlbumsRepository) {}

  async requireVisible(caller: Caller, id: number): Promise<FoundAlbum> {
    const album = await this.albums.find(caller, id);
    if (!album || !(album.isPublic || isOwnerOrAdmin(caller, album.ownerId))) throw new DeclaredError('NOT_FOUND');
    return album;
  }

  /** The album, for its owner and administrators. */
  async requireOwned(caller: Caller, id: number): Promise<FoundAlbum> {
    const album = await this.requireVisible(caller, id);
    requireOwner(caller, album.ownerId);
    return album;
  }

  /** The caller, if it is the owner: also where administrators may edit, order and bytes belong to one user. */
  async requireOwn(caller: Caller, id: number): Promise<number> {
    const { userId } = requireUser(caller);
    const album = await this.requireVisible(caller, id);
    if (album.ownerId !== userId) throw new DeclaredError('FORBIDDEN');
    return userId;
  }
}
