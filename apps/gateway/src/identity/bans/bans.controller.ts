import { Controller } from '@nestjs/common';
import { accountBanRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { CurrentCaller, Input, linkedPage, olderThan, Route } from '../../edge/index.js';
import { wireBan } from './bans.presenter.js';
import { BansService } from './bans.service.js';

type In<Name extends keyof typeof accountBanRoutes> = RouteInput<(typeof accountBanRoutes)[Name]>;

@Controller()
export class BansController {
  constructor(private readonly bans: BansService) {}

  @Route(accountBanRoutes.list)
  async list(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'list'>) {
    return (await this.bans.list(caller, params.id)).map(wireBan);
  }

  @Route(accountBanRoutes.audit)
  async audit(@CurrentCaller() caller: UserCaller, @Input() { query }: In<'audit'>) {
    const { userId: user_id, moderatorId: moderator_id, ...rest } = query;
    const bans = (await this.bans.audit(caller, query)).map(wireBan);
    return linkedPage(bans, { user_id, moderator_id, ...rest }, olderThan(bans, query.limit));
  }

  @Route(accountBanRoutes.ban)
  async ban(@CurrentCaller() caller: UserCaller, @Input() { params, body }: In<'ban'>) {
    return wireBan(await this.bans.impose(caller, { userId: params.id, ...body }));
  }

  @Route(accountBanRoutes.lift)
  lift(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'lift'>) {
    return this.bans.lift(caller, params.id);
  }

  @Route(accountBanRoutes.signOut)
  signOut(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'signOut'>) {
    return this.bans.signOut(caller, params.id);
  }
}
