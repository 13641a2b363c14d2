import { Injectable } from '@nestjs/common';
import { DeclaredError, type OpenPlaylist, type PlaylistView, type WireOpenPlaylist, type WirePlaylist } from '@veza/contracts';
import { wireFoundUser } from '../../identity/people/people.presenter.js';
import type { ShownPerson } from '../../identity/people/people.repository.js';
import { PeopleService } from '../../identity/people/people.service.js';
import { TracksPresenter } from '../tracks/tracks.presenter.js';

/** Playlists with the names of their people. A ban that community has not heard of yet holds here already. */
@Injectable()
export class PlaylistsPresenter {
  constructor(
    private readonly people: PeopleService,
    private readonly tracks: TracksPresenter,
  ) {}

  async one(playlist: PlaylistView): Promise<WirePlaylist> {
    const [wire] = await this.many([playlist], (_, facts) => facts);
    if (!wire) throw new DeclaredError('NOT_FOUND');
    return wire;
  }

  /** Without those of owners that are not shown. */
  async many<View extends PlaylistView, Wire>(
    playlists: readonly View[],
    wire: (playlist: View, facts: WirePlaylist) => Wire,
  ): Promise<Wire[]> {
    const owners = await this.shown(playlists.map(({ ownerId }) => ownerId));
    return playlists.flatMap((playlist) => {
      const owner = owners.get(playlist.ownerId);
      return owner ? [wire(playlist, factsOf(playlist, owner))] : [];
    });
  }

  async opened({ playlist, tracks, nextCursor }: OpenPlaylist): Promise<WireOpenPlaylist> {
    const shown = await this.shown([playlist.ownerId, ...playlist.editorIds]);
    const owner = shown.get(playlist.ownerId);
    if (!owner) throw new DeclaredError('NOT_FOUND');
    const editors = playlist.editorIds.flatMap((id) => shown.get(id) ?? []).map(wireFoundUser);
    return {
      playlist: { ...factsOf(playlist, owner), may_edit: playlist.mayEdit, editors },
      tracks: await this.tracks.many(tracks),
      next_cursor: nextCursor,
    };
  }

  private async shown(ids: readonly number[]): Promise<ReadonlyMap<number, ShownPerson>> {
    const people = await this.people.shownAmong([...new Set(ids)]);
    return new Map(people.map((person) => [person.id, person]));
  }
}

const factsOf = (playlist: PlaylistView, owner: ShownPerson): WirePlaylist => ({
  id: playlist.id,
  owner: wireFoundUser(owner),
  title: playlist.title,
  description: playlist.description,
  visibility: playlist.visibility,
  track_count: playlist.trackCount,
  created_at: playlist.createdAt,
  updated_at: playlist.updatedAt,
});
