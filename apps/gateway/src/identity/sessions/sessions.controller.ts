import { Controller } from '@nestjs/common';
import { authRoutes, userRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { CurrentCaller, Input, Route, RouteResponse } from '../../edge/index.js';
import { sessionOf } from './sessions.presenter.js';
import { SessionsService } from './sessions.service.js';
import { TicketsService } from './tickets.service.js';

@Controller()
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly tickets: TicketsService,
  ) {}

  @Route(userRoutes.sessions)
  async list(@CurrentCaller() caller: UserCaller) {
    const sessions = (await this.sessions.list(caller)).map((session) => sessionOf(session, caller));
    return new RouteResponse({ sessions }, { headers: { 'cache-control': 'no-store' } });
  }

  @Route(userRoutes.revokeSession)
  revokeOne(@CurrentCaller() caller: UserCaller, @Input() { params }: RouteInput<typeof userRoutes.revokeSession>) {
    return this.sessions.revokeOne(caller, params.id);
  }

  @Route(userRoutes.revokeOthers)
  revokeOthers(@CurrentCaller() caller: UserCaller) {
    return this.sessions.revokeOthers(caller);
  }

  @Route(authRoutes.ticket)
  ticket(@CurrentCaller() caller: UserCaller) {
    return this.tickets.create(caller);
  }
}
