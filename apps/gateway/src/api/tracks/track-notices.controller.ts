import { Controller } from '@nestjs/common';
import { media, type RouteInput, trackNoticeRoutes, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { CurrentCaller, Input, Route } from '../../edge/index.js';
import { languageOf } from '../../identity/users/user.js';
import { UsersService } from '../../identity/users/users.service.js';
import { wireTrackNotices } from './track-notices.presenter.js';

type In<Verb extends keyof typeof trackNoticeRoutes> = RouteInput<(typeof trackNoticeRoutes)[Verb]>;

@Controller()
export class TrackNoticesController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly users: UsersService,
  ) {}

  @Route(trackNoticeRoutes.list)
  async list(@CurrentCaller() caller: UserCaller, @Input() { query }: In<'list'>) {
    const language = languageOf(await this.users.me(caller));
    const page = await this.rpc.call(media.trackNotices.list, query);
    return wireTrackNotices(page, language);
  }

  @Route(trackNoticeRoutes.readAll)
  readAll() {
    return this.rpc.call(media.trackNotices.readAll, {});
  }

  @Route(trackNoticeRoutes.read)
  read(@Input() { params }: In<'read'>) {
    return this.rpc.call(media.trackNotices.read, params);
  }
}
