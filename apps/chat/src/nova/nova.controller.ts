import { Controller } from '@nestjs/common';
import { type EventPayload, notificationEvents, practitionerEvents } from '@veza/contracts';
import { type EventDelivery, OnEvent } from '@veza/transport';
import { MembershipWatch } from './membership-watch.js';
import { NovaFeed } from './nova-feed.js';

@Controller()
export class NovaController {
  constructor(
    private readonly memberships: MembershipWatch,
    private readonly feed: NovaFeed,
  ) {}

  @OnEvent(practitionerEvents.dismissed)
  dismissed(membership: EventPayload<typeof practitionerEvents.dismissed>, { tx }: EventDelivery): Promise<void> {
    return this.memberships.ended(membership, tx);
  }

  @OnEvent(notificationEvents.recorded)
  recorded(notice: EventPayload<typeof notificationEvents.recorded>, { tx }: EventDelivery): Promise<void> {
    return this.feed.add(tx, notice);
  }
}
