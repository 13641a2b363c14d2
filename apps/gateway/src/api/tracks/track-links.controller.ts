import { Controller } from '@nestjs/common';
import { DeclaredError, media, type RouteInput, trackLinkRoutes } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';
import { PeopleService } from '../../identity/people/people.service.js';
import { TracksPresenter } from './tracks.presenter.js';

const { trackLinks } = media;

type In<Verb extends keyof typeof trackLinkRoutes> = RouteInput<(typeof trackLinkRoutes)[Verb]>;

@Controller()
export class TrackLinksController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly people: PeopleService,
    private readonly presenter: TracksPresenter,
  ) {}

  @Route(trackLinkRoutes.create)
  create(@Input() { params }: In<'create'>) {
    return this.rpc.call(trackLinks.create, params);
  }

  @Route(trackLinkRoutes.remove)
  remove(@Input() { params }: In<'remove'>) {
    return this.rpc.call(trackLinks.remove, params);
  }

  /** The links of banned people open nothing. */
  @Route(trackLinkRoutes.open)
  async open(@Input() { body }: In<'open'>) {
    const { track, stream } = await this.rpc.call(trackLinks.open, body);
    if ((await this.people.usersAmong([track.uploaderId])).length === 0) throw new DeclaredError('NOT_FOUND');
    const { url, hlsUrl, expiresAt } = stream;
    return { track: await this.presenter.one(track), stream: { url, hls_url: hlsUrl, expires_at: expiresAt } };
  }
}
