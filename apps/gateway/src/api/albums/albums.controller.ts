import { Controller } from '@nestjs/common';
import { albumRoutes, DeclaredError, media, MOST_PICTURE_BYTES, type RouteInput, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { CurrentCaller, Input, Raw, type RawExchange, Route, RouteResponse } from '../../edge/index.js';
import { BytesService } from '../bytes/index.js';
import { AlbumsPresenter } from './albums.presenter.js';

const { albums } = media;

type In<Name extends keyof typeof albumRoutes> = RouteInput<(typeof albumRoutes)[Name]>;

@Controller()
export class AlbumsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly bytes: BytesService,
    private readonly presenter: AlbumsPresenter,
  ) {}

  @Route(albumRoutes.list)
  async list(@Input() { query: { owner, track, ...page } }: In<'list'>) {
    return this.presenter.page(await this.rpc.call(albums.list, { ...page, ownerId: owner, trackId: track }));
  }

  @Route(albumRoutes.create)
  async create(@Input() { body }: In<'create'>) {
    return this.presenter.one(await this.rpc.call(albums.create, factsOf(body)));
  }

  @Route(albumRoutes.get)
  async get(@Input() { params }: In<'get'>) {
    const opened = await this.rpc.call(albums.get, params);
    const { version } = opened.album;
    return new RouteResponse(await this.presenter.opened(opened), { version, state: version });
  }

  @Route(albumRoutes.update)
  async update(@Input() { params, body, matched }: In<'update'>) {
    return this.presenter.one(await this.rpc.call(albums.update, { ...params, ...factsOf(body), ifVersion: matched }));
  }

  @Route(albumRoutes.putTracks)
  async putTracks(@Input() { params, body, matched }: In<'putTracks'>) {
    const order = { ...params, trackIds: body.track_ids, ifVersion: matched };
    return this.presenter.opened(await this.rpc.call(albums.putTracks, order));
  }

  /** The album is checked before the bytes are read; media checks it again. */
  @Route(albumRoutes.setCover)
  async setCover(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'setCover'>, @Raw() { req }: RawExchange) {
    const { album } = await this.rpc.call(albums.get, params);
    if (album.ownerId !== caller.userId) throw new DeclaredError('FORBIDDEN');
    const terms = { kind: 'picture', maxBytes: MOST_PICTURE_BYTES, caller } as const;
    const covered = await this.bytes.uploadFor(req, terms, ({ objectId }) =>
      this.rpc.call(albums.setCover, { ...params, objectId }),
    );
    return this.presenter.one(covered);
  }

  @Route(albumRoutes.dropCover)
  async dropCover(@Input() { params }: In<'dropCover'>) {
    return this.presenter.one(await this.rpc.call(albums.dropCover, params));
  }

  @Route(albumRoutes.delete)
  delete(@Input() { params, matched }: In<'delete'>) {
    return this.rpc.call(albums.delete, { ...params, ifVersion: matched });
  }
}

const factsOf = <Facts extends { release_date?: string | null; is_public?: boolean }>({
  release_date: releaseDate,
  is_public: isPublic,
  ...facts
}: Facts) => ({ ...facts, releaseDate, isPublic });
