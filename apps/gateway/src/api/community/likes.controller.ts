import { Controller } from '@nestjs/common';
import { community, communityRoutes, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';
import { TracksPresenter } from '../tracks/tracks.presenter.js';

type In<Name extends keyof typeof communityRoutes> = RouteInput<(typeof communityRoutes)[Name]>;

@Controller()
export class LikesController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly tracks: TracksPresenter,
  ) {}

  @Route(communityRoutes.likes)
  async get(@Input() { params }: In<'likes'>) {
    const { likes, likedByMe } = await this.rpc.call(community.likes.get, { trackId: params.id });
    return { likes, liked_by_me: likedByMe };
  }

  @Route(communityRoutes.like)
  like(@Input() { params }: In<'like'>) {
    return this.rpc.call(community.likes.put, { trackId: params.id });
  }

  @Route(communityRoutes.unlike)
  unlike(@Input() { params }: In<'unlike'>) {
    return this.rpc.call(community.likes.remove, { trackId: params.id });
  }

  @Route(communityRoutes.liked)
  async list(@Input() { query }: In<'liked'>) {
    const { tracks, nextCursor } = await this.rpc.call(community.likes.list, query);
    return { tracks: await this.tracks.many(tracks), next_cursor: nextCursor };
  }
}
