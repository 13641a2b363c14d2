import { Controller } from '@nestjs/common';
import { userRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { RouteResponse, CurrentCaller, Input, Route } from '../../edge/index.js';
import { ownProfile, publicProfile } from './users.presenter.js';
import { UsersService } from './users.service.js';

@Controller()
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Route(userRoutes.me)
  async me(@CurrentCaller() caller: UserCaller) {
    const user = await this.users.me(caller);
    return new RouteResponse(ownProfile(user), { version: user.version });
  }

  @Route(userRoutes.update)
  async update(@CurrentCaller() caller: UserCaller, @Input() { body, matched }: RouteInput<typeof userRoutes.update>) {
    const { username, first_name: firstName, last_name: lastName, avatar, bio, links } = body;
    return ownProfile(await this.users.update(caller, { username, firstName, lastName, avatar, bio, links }, matched));
  }

  @Route(userRoutes.get)
  async get(@Input() { params }: RouteInput<typeof userRoutes.get>) {
    return publicProfile(await this.users.profile(params.id));
  }
}
