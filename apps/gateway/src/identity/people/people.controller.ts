import { Controller } from '@nestjs/common';
import { peopleRoutes, type RouteInput, type UserCaller, type WireFoundUsers } from '@veza/contracts';
import { CurrentCaller, Input, Route } from '../../edge/index.js';
import { PeopleService } from './people.service.js';

@Controller()
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Route(peopleRoutes.search)
  async search(
    @CurrentCaller() caller: UserCaller,
    @Input() { query }: RouteInput<typeof peopleRoutes.search>,
  ): Promise<WireFoundUsers> {
    const { users, nextCursor } = await this.people.search(caller, query);
    return {
      users: users.map(({ id, username, firstName, lastName, avatar, botOf }) => ({
        id,
        username,
        first_name: firstName,
        last_name: lastName,
        avatar,
        ...(botOf !== null && { bot: true as const }),
      })),
      next_cursor: nextCursor,
    };
  }
}
