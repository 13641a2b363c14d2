import { Controller } from '@nestjs/common';
import { peopleRoutes, type RouteInput, type UserCaller, type WireFoundUsers, type WireUsersByIds } from '@veza/contracts';
import { CurrentCaller, Input, Route } from '../../edge/index.js';
import { wireFoundUser } from './people.presenter.js';
import { PeopleService } from './people.service.js';

@Controller()
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Route(peopleRoutes.byIds)
  async byIds(@Input() { query }: RouteInput<typeof peopleRoutes.byIds>): Promise<WireUsersByIds> {
    return { users: (await this.people.usersAmong(query.ids)).map(wireFoundUser) };
  }

  @Route(peopleRoutes.search)
  async search(
    @CurrentCaller() caller: UserCaller,
    @Input() { query }: RouteInput<typeof peopleRoutes.search>,
  ): Promise<WireFoundUsers> {
    const { users, nextCursor } = await this.people.search(caller, query);
    return { users: users.map(wireFoundUser), next_cursor: nextCursor };
  }
}
