import { Controller } from '@nestjs/common';
import { type Caller, media, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { AlbumCoversService } from './album-covers.service.js';
import { AlbumsService } from './albums.service.js';

const { albums } = media;

type In<Verb extends keyof typeof albums> = RpcInput<(typeof albums)[Verb]>;

@Controller()
export class AlbumsController {
  constructor(
    private readonly service: AlbumsService,
    private readonly covers: AlbumCoversService,
  ) {}

  @Rpc(albums.create)
  create(@CurrentCaller() caller: Caller, @Input() album: In<'create'>) {
    return this.service.create(caller, album);
  }

  @Rpc(albums.get)
  get(@CurrentCaller() caller: Caller, @Input() { id }: In<'get'>) {
    return this.service.get(caller, id);
  }

  @Rpc(albums.among)
  among(@CurrentCaller() caller: Caller, @Input() { ids }: In<'among'>) {
    return this.service.among(caller, ids);
  }

  @Rpc(albums.list)
  list(@CurrentCaller() caller: Caller, @Input() query: In<'list'>) {
    return this.service.list(caller, query);
  }

  @Rpc(albums.publicIds)
  publicIds(@Input() range: In<'publicIds'>) {
    return this.service.publicIds(range);
  }

  @Rpc(albums.update)
  update(@CurrentCaller() caller: Caller, @Input() change: In<'update'>) {
    return this.service.update(caller, change);
  }

  @Rpc(albums.putTracks)
  putTracks(@CurrentCaller() caller: Caller, @Input() order: In<'putTracks'>) {
    return this.service.putTracks(caller, order);
  }

  @Rpc(albums.setCover)
  setCover(@CurrentCaller() caller: Caller, @Input() { id, objectId }: In<'setCover'>) {
    return this.covers.set(caller, id, objectId);
  }

  @Rpc(albums.dropCover)
  dropCover(@CurrentCaller() caller: Caller, @Input() { id }: In<'dropCover'>) {
    return this.covers.drop(caller, id);
  }

  @Rpc(albums.delete)
  delete(@CurrentCaller() caller: Caller, @Input() { id, ifVersion }: In<'delete'>) {
    return this.service.delete(caller, id, ifVersion);
  }
}
