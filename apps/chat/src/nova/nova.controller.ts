import { Controller } from '@nestjs/common';
import { type EventPayload, notificationEvents, practitionerEvents } from '@veza/contracts';
import { type EventDelivery, OnEvent } from '@veza/transport';
import { NovaFeed } from './nova-feed.js';
import { NovaService } from './nova.service.js';

@Controller()
export class NovaController {
  constructor(
    private readonly nova: NovaService,
    private readonly feed: NovaFeed,
  ) {}

  @OnEvent(practitionerEvents.dismissed)
  async dismissed(membership: EventPayload<typeof practitionerEvents.dismissed>): Promise<void> {
    this.nova.endMembership(membership);
  }

  @OnEvent(notificationEvents.recorded)
  recorded(notice: EventPayload<typeof notificationEvents.recorded>, { tx }: EventDelivery): Promise<void> {
    return this.feed.add(tx, notice);
  }
}
