import { Controller } from '@nestjs/common';
import { type Caller, community, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { PlaylistEditorsService } from './playlist-editors.service.js';
import { PlaylistTracksService } from './playlist-tracks.service.js';
import { PlaylistsService } from './playlists.service.js';

const { playlists, playlistTracks, playlistEditors } = community;

type In<Verb extends keyof typeof playlists> = RpcInput<(typeof playlists)[Verb]>;

@Controller()
export class PlaylistsController {
  constructor(
    private readonly service: PlaylistsService,
    private readonly tracks: PlaylistTracksService,
    private readonly editors: PlaylistEditorsService,
  ) {}

  @Rpc(playlists.create)
  create(@CurrentCaller() caller: Caller, @Input() playlist: In<'create'>) {
    return this.service.create(caller, playlist);
  }

  @Rpc(playlists.list)
  list(@CurrentCaller() caller: Caller, @Input() query: In<'list'>) {
    return this.service.list(caller, query);
  }

  @Rpc(playlists.listOfPerson)
  listOfPerson(@CurrentCaller() caller: Caller, @Input() query: In<'listOfPerson'>) {
    return this.service.listOfPerson(caller, query);
  }

  @Rpc(playlists.publicIds)
  publicIds(@Input() range: In<'publicIds'>) {
    return this.service.publicIds(range);
  }

  @Rpc(playlists.get)
  get(@CurrentCaller() caller: Caller, @Input() query: In<'get'>) {
    return this.tracks.get(caller, query);
  }

  @Rpc(playlists.open)
  open(@CurrentCaller() caller: Caller, @Input() query: In<'open'>) {
    return this.tracks.open(caller, query);
  }

  @Rpc(playlists.update)
  update(@CurrentCaller() caller: Caller, @Input() change: In<'update'>) {
    return this.service.update(caller, change);
  }

  @Rpc(playlists.delete)
  delete(@CurrentCaller() caller: Caller, @Input() { playlistId }: In<'delete'>) {
    return this.service.delete(caller, playlistId);
  }

  @Rpc(playlists.share)
  share(@CurrentCaller() caller: Caller, @Input() { playlistId }: In<'share'>) {
    return this.service.share(caller, playlistId);
  }

  @Rpc(playlistTracks.put)
  put(@CurrentCaller() caller: Caller, @Input() { playlistId, trackId }: RpcInput<typeof playlistTracks.put>) {
    return this.tracks.put(caller, playlistId, trackId);
  }

  @Rpc(playlistTracks.remove)
  remove(@CurrentCaller() caller: Caller, @Input() { playlistId, trackId }: RpcInput<typeof playlistTracks.remove>) {
    return this.tracks.remove(caller, playlistId, trackId);
  }

  @Rpc(playlistTracks.move)
  move(@CurrentCaller() caller: Caller, @Input() move: RpcInput<typeof playlistTracks.move>) {
    return this.tracks.move(caller, move);
  }

  @Rpc(playlistEditors.put)
  addEditor(@CurrentCaller() caller: Caller, @Input() { playlistId, personId }: RpcInput<typeof playlistEditors.put>) {
    return this.editors.put(caller, playlistId, personId);
  }

  @Rpc(playlistEditors.remove)
  removeEditor(@CurrentCaller() caller: Caller, @Input() { playlistId, personId }: RpcInput<typeof playlistEditors.remove>) {
    return this.editors.remove(caller, playlistId, personId);
  }
}
