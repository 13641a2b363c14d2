import { Controller } from '@nestjs/common';
import { roleRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { CurrentCaller, Input, linkedPage, olderThan, Route } from '../../edge/index.js';
import { wireChange, wireStaffMember } from './roles.presenter.js';
import { RolesService } from './roles.service.js';

type In<Name extends keyof typeof roleRoutes> = RouteInput<(typeof roleRoutes)[Name]>;

@Controller()
export class RolesController {
  constructor(private readonly roles: RolesService) {}

  @Route(roleRoutes.list)
  async list(@CurrentCaller() caller: UserCaller) {
    return (await this.roles.list(caller)).map(wireStaffMember);
  }

  @Route(roleRoutes.changes)
  async changes(@CurrentCaller() caller: UserCaller, @Input() { query }: In<'changes'>) {
    const { userId: user_id, ...rest } = query;
    const changes = (await this.roles.changes(caller, query)).map(wireChange);
    return linkedPage(changes, { user_id, ...rest }, olderThan(changes, query.limit));
  }

  @Route(roleRoutes.set)
  async set(@CurrentCaller() caller: UserCaller, @Input() { params, body }: In<'set'>) {
    return wireStaffMember(await this.roles.set(caller, params.id, body.role));
  }
}
