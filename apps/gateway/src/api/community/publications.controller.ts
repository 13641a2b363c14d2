import { Controller } from '@nestjs/common';
import { community, media, publicationRoutes, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';
import { TracksPresenter } from '../tracks/tracks.presenter.js';
import { PublicationsPresenter } from './publications.presenter.js';

type In<Name extends keyof typeof publicationRoutes> = RouteInput<(typeof publicationRoutes)[Name]>;

@Controller()
export class PublicationsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly presenter: PublicationsPresenter,
    private readonly tracks: TracksPresenter,
  ) {}

  @Route(publicationRoutes.feed)
  async feed(@Input() { query }: In<'feed'>) {
    return this.presenter.page(await this.rpc.call(community.feed.list, query));
  }

  @Route(publicationRoutes.publications)
  async list(@Input() { query }: In<'publications'>) {
    return this.presenter.page(await this.rpc.call(community.publications.list, query));
  }

  @Route(publicationRoutes.recentPlays)
  async recentPlays(@Input() { query }: In<'recentPlays'>) {
    const { plays } = await this.rpc.call(media.recentPlays.list, query);
    const tracks = await this.tracks.many(plays.map(({ track }) => track));
    return {
      plays: tracks.map((track, at) => {
        const play = plays[at];
        const left = play?.position && { position_seconds: play.position.seconds, position_at: play.position.at };
        return { track, played_at: play?.playedAt ?? '', ...left };
      }),
    };
  }
}
