import { Controller } from '@nestjs/common';
import { type EventPayload, messageEvents, noticeEvents } from '@veza/contracts';
import { type EventDelivery, OnEvent } from '@veza/transport';
import { noticeData } from './push-data.js';
import { PushDeliveriesService } from './push-deliveries.service.js';

/** Events of other services become pushes, once each: the rows and the position of the event are one transaction. */
@Controller()
export class PushEventsController {
  constructor(private readonly pushes: PushDeliveriesService) {}

  @OnEvent(messageEvents.addressed)
  addressed(
    { userIds, ...message }: EventPayload<typeof messageEvents.addressed>,
    { tx, createdAt }: EventDelivery,
  ): Promise<void> {
    const kind = message.roomName === null ? 'direct_message' : 'mention';
    return this.pushes.record(tx, userIds, { kind, ...message }, createdAt);
  }

  @OnEvent(noticeEvents.recorded)
  async noticed(notice: EventPayload<typeof noticeEvents.recorded>, { tx, createdAt }: EventDelivery): Promise<void> {
    const data = noticeData(notice);
    if (data) await this.pushes.record(tx, notice.userIds, data, createdAt);
  }
}
