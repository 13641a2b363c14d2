import { Controller } from '@nestjs/common';
import { banEvents, type EventPayload } from '@veza/contracts';
import { type EventDelivery, OnEvent } from '@veza/transport';
import { StandingService } from './standing.service.js';

@Controller()
export class StandingController {
  constructor(private readonly service: StandingService) {}

  @OnEvent(banEvents.imposed)
  banned({ userId, until }: EventPayload<typeof banEvents.imposed>, { tx }: EventDelivery) {
    return this.service.hide(tx, userId, until);
  }

  @OnEvent(banEvents.lifted)
  lifted({ userId }: EventPayload<typeof banEvents.lifted>, { tx }: EventDelivery) {
    return this.service.show(tx, userId);
  }
}
