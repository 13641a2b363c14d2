import { Controller } from '@nestjs/common';
import { type EventPayload, notificationEvents, trackEvents, type WebhookEvent } from '@veza/contracts';
import { type EventDelivery, OnEvent } from '@veza/transport';
import { DeliveriesRepository } from './deliveries.repository.js';

type TrackIds = Pick<EventPayload<typeof trackEvents.deleted>, 'trackId' | 'uploaderId'>;

/** Events of other services become messages, once each: the rows and the position of the event are one transaction. */
@Controller()
export class WebhookEventsController {
  constructor(private readonly deliveries: DeliveriesRepository) {}

  @OnEvent(trackEvents.ready)
  ready(track: EventPayload<typeof trackEvents.ready>, delivery: EventDelivery): Promise<void> {
    return this.ofTrack('track.ready', track, delivery);
  }

  @OnEvent(trackEvents.failed)
  failed(track: EventPayload<typeof trackEvents.failed>, delivery: EventDelivery): Promise<void> {
    return this.ofTrack('track.failed', track, delivery);
  }

  @OnEvent(trackEvents.deleted)
  deleted(track: EventPayload<typeof trackEvents.deleted>, delivery: EventDelivery): Promise<void> {
    return this.ofTrack('track.deleted', track, delivery);
  }

  @OnEvent(notificationEvents.recorded)
  async noticed(notice: EventPayload<typeof notificationEvents.recorded>, { tx, createdAt }: EventDelivery): Promise<void> {
    const { id, cabinetId, userIds, appointment } = notice;
    if (!appointment) return;
    const data = { appointment_id: appointment.id, cabinet_id: cabinetId, change: appointment.change, notice_id: id };
    await this.deliveries.record(tx, userIds, { event: 'appointment.changed', data, at: createdAt });
  }

  private ofTrack(event: WebhookEvent, { trackId, uploaderId }: TrackIds, { tx, createdAt }: EventDelivery): Promise<void> {
    return this.deliveries.record(tx, [uploaderId], { event, data: { track_id: trackId }, at: createdAt });
  }
}
