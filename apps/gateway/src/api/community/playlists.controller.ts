import { Controller } from '@nestjs/common';
import { community, playlistRoutes, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';
import { PeopleService } from '../../identity/people/people.service.js';
import { PlaylistsPresenter } from './playlists.presenter.js';

const { playlists, playlistTracks, playlistEditors } = community;

type In<Name extends keyof typeof playlistRoutes> = RouteInput<(typeof playlistRoutes)[Name]>;

@Controller()
export class PlaylistsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly people: PeopleService,
    private readonly presenter: PlaylistsPresenter,
  ) {}

  @Route(playlistRoutes.create)
  async create(@Input() { body }: In<'create'>) {
    return this.presenter.one(await this.rpc.call(playlists.create, body));
  }

  @Route(playlistRoutes.own)
  async own(@Input() { query: { track, ...page } }: In<'own'>) {
    const found = await this.rpc.call(playlists.list, { ...page, trackId: track });
    const wire = await this.presenter.many(found.playlists, ({ hasTrack }, facts) => ({ ...facts, has_track: hasTrack }));
    return { playlists: wire, next_cursor: found.nextCursor };
  }

  @Route(playlistRoutes.ofPerson)
  async ofPerson(@Input() { params, query }: In<'ofPerson'>) {
    const { id: personId } = await this.people.shown(params.name);
    const found = await this.rpc.call(playlists.listOfPerson, { personId, ...query });
    return { playlists: await this.presenter.many(found.playlists, (_, facts) => facts), next_cursor: found.nextCursor };
  }

  @Route(playlistRoutes.get)
  async get(@Input() { params, query }: In<'get'>) {
    return this.presenter.opened(await this.rpc.call(playlists.get, { playlistId: params.id, ...query }));
  }

  @Route(playlistRoutes.open)
  async open(@Input() { body }: In<'open'>) {
    return this.presenter.opened(await this.rpc.call(playlists.open, body));
  }

  @Route(playlistRoutes.update)
  async update(@Input() { params, body }: In<'update'>) {
    return this.presenter.one(await this.rpc.call(playlists.update, { playlistId: params.id, ...body }));
  }

  @Route(playlistRoutes.delete)
  delete(@Input() { params }: In<'delete'>) {
    return this.rpc.call(playlists.delete, { playlistId: params.id });
  }

  @Route(playlistRoutes.share)
  share(@Input() { params }: In<'share'>) {
    return this.rpc.call(playlists.share, { playlistId: params.id });
  }

  @Route(playlistRoutes.addTrack)
  addTrack(@Input() { params }: In<'addTrack'>) {
    return this.rpc.call(playlistTracks.put, { playlistId: params.id, trackId: params.trackId });
  }

  @Route(playlistRoutes.removeTrack)
  removeTrack(@Input() { params }: In<'removeTrack'>) {
    return this.rpc.call(playlistTracks.remove, { playlistId: params.id, trackId: params.trackId });
  }

  @Route(playlistRoutes.moveTrack)
  moveTrack(@Input() { params, body }: In<'moveTrack'>) {
    return this.rpc.call(playlistTracks.move, { playlistId: params.id, trackId: params.trackId, after: body.after });
  }

  @Route(playlistRoutes.addEditor)
  async addEditor(@Input() { params }: In<'addEditor'>) {
    const { id: personId } = await this.people.shown(params.name);
    return this.rpc.call(playlistEditors.put, { playlistId: params.id, personId });
  }

  @Route(playlistRoutes.removeEditor)
  async removeEditor(@Input() { params }: In<'removeEditor'>) {
    const { id: personId } = await this.people.shown(params.name);
    return this.rpc.call(playlistEditors.remove, { playlistId: params.id, personId });
  }
}
