import { Controller } from '@nestjs/common';
import { signInRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { CurrentCaller, Input, Route, RouteResponse } from '../../edge/index.js';
import { wireSignIn } from './sign-ins.presenter.js';
import { SignInsService } from './sign-ins.service.js';

@Controller()
export class SignInsController {
  constructor(private readonly signIns: SignInsService) {}

  @Route(signInRoutes.list)
  async list(@CurrentCaller() caller: UserCaller, @Input() { query }: RouteInput<typeof signInRoutes.list>) {
    const { events, nextCursor } = await this.signIns.list(caller, query);
    const body = { sign_ins: events.map(wireSignIn), next_cursor: nextCursor };
    return new RouteResponse(body, { headers: { 'cache-control': 'no-store' } });
  }
}
