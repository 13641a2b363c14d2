import { Controller, Inject } from '@nestjs/common';
import { calendarFeedRoutes, calendarFeeds, DeclaredError, type RouteInput } from '@veza/contracts';
import { CONFIG, digestOf } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { AttemptsService } from '../../identity/auth/attempts/attempts.service.js';
import type { GatewayConfig } from '../../config.js';
import { Input, pathsOf, Route, RouteResponse } from '../../edge/index.js';
import { SessionsRepository } from '../../identity/sessions/sessions.repository.js';

type In<Name extends keyof typeof calendarFeedRoutes> = RouteInput<(typeof calendarFeedRoutes)[Name]>;

/** Calendars read every few minutes at most. Counted by feed, because many calendars are read from the addresses of one host. */
const READS = { kind: 'calendar-feed', max: 120, windowSeconds: 3_600 };

@Controller()
export class CalendarFeedsController {
  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly rpc: RpcClient,
    private readonly attempts: AttemptsService,
    private readonly sessions: SessionsRepository,
  ) {}

  @Route(calendarFeedRoutes.renew)
  async renew(@Input() { body }: In<'renew'>) {
    const { token, createdAt } = await this.rpc.call(calendarFeeds.renew, body);
    const [path = ''] = pathsOf(calendarFeedRoutes.read);
    return { address: `${this.config.PUBLIC_URL}${path.replace(':token', token)}`, createdAt };
  }

  @Route(calendarFeedRoutes.revoke)
  async revoke(@Input() { query }: In<'revoke'>) {
    await this.rpc.call(calendarFeeds.revoke, query);
  }

  @Route(calendarFeedRoutes.read)
  async read(@Input() { params }: In<'read'>) {
    await this.attempts.take(READS, digestOf(params.token).toString('base64url'));
    const { calendar, userId } = await this.rpc.call(calendarFeeds.read, params);
    if (await this.sessions.banOf(userId)) throw new DeclaredError('NOT_FOUND'); // as sessions, until the ban ends
    return new RouteResponse(calendar, { contentType: 'text/calendar; charset=utf-8' });
  }
}
