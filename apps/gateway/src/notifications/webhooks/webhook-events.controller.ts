import { Controller } from '@nestjs/common';
import { type EventPayload, productEvents, resourceEvents, trackEvents, type WebhookEvent } from '@veza/contracts';
import { type EventDelivery, OnEvent } from '@veza/transport';
import { DeliveriesService } from './deliveries.service.js';

type Changed = EventPayload<typeof productEvents.changed>;
type TrackIds = Pick<EventPayload<typeof trackEvents.deleted>, 'trackId' | 'uploaderId'>;

/** Events of other services become messages, once each: the rows and the position of the event are one transaction. */
@Controller()
export class WebhookEventsController {
  constructor(private readonly deliveries: DeliveriesService) {}

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

  /** A product has one owner for life, and any reader may see it. */
  @OnEvent(productEvents.changed)
  async productsChanged({ ownerId, ids, change }: Changed, { tx, createdAt }: EventDelivery): Promise<void> {
    const data = { product_ids: ids };
    await this.deliveries.record(tx, [ownerId], { event: `product.${change}`, data, at: createdAt });
  }

  /** To the uploader only, because a resource may be private. */
  @OnEvent(resourceEvents.changed)
  async resourcesChanged({ ownerId, ids, change }: Changed, { tx, createdAt }: EventDelivery): Promise<void> {
    const data = { resource_ids: ids };
    await this.deliveries.record(tx, [ownerId], { event: `resource.${change}`, data, at: createdAt });
  }

  private ofTrack(event: WebhookEvent, { trackId, uploaderId }: TrackIds, { tx, createdAt }: EventDelivery): Promise<void> {
    return this.deliveries.record(tx, [uploaderId], { event, data: { track_id: trackId }, at: createdAt });
  }
}
