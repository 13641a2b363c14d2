import { Controller } from '@nestjs/common';
import { community, noticeRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { CurrentCaller, Input, Route } from '../../edge/index.js';
import { PeopleService } from '../../identity/people/people.service.js';
import { NoticeLevelsService } from '../../notifications/levels/notice-levels.service.js';
import { wireNotices } from './notice-list.presenter.js';

type In<Name extends keyof typeof noticeRoutes> = RouteInput<(typeof noticeRoutes)[Name]>;

@Controller()
export class NoticeListController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly levels: NoticeLevelsService,
    private readonly people: PeopleService,
  ) {}

  @Route(noticeRoutes.list)
  async list(@CurrentCaller() caller: UserCaller, @Input() { query }: In<'list'>) {
    const kinds = await this.levels.listed(caller);
    const page = await this.rpc.call(community.notices.list, { ...query, kinds });
    const actors = new Set(page.notices.flatMap(({ actorId }) => actorId ?? []));
    return wireNotices(page, await this.people.usersAmong([...actors]));
  }

  @Route(noticeRoutes.readMany)
  readMany(@Input() { body }: In<'readMany'>) {
    return this.rpc.call(community.notices.readMany, body);
  }

  @Route(noticeRoutes.read)
  read(@Input() { params }: In<'read'>) {
    return this.rpc.call(community.notices.read, params);
  }
}
