import { Controller } from '@nestjs/common';
import { signInRoutes, type RouteInput, type UserCaller, type WireGuessedAccount } from '@veza/contracts';
import { CurrentCaller, Input, Route } from '../../edge/index.js';
import { GuessingService } from './guessing.service.js';

@Controller()
export class GuessingController {
  constructor(private readonly guessing: GuessingService) {}

  @Route(signInRoutes.guessed)
  async list(
    @CurrentCaller() caller: UserCaller,
    @Input() { query }: RouteInput<typeof signInRoutes.guessed>,
  ): Promise<WireGuessedAccount[]> {
    return (await this.guessing.list(caller, query.hours)).map(({ id, firstAt, lastAt, ...counts }) => ({
      user_id: id,
      ...counts,
      first_at: firstAt.toISOString(),
      last_at: lastAt.toISOString(),
    }));
  }
}
