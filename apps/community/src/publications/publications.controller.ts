import { Controller } from '@nestjs/common';
import {
  albumEvents,
  type Caller,
  community,
  type EventPayload,
  productEvents,
  type Published,
  resourceEvents,
  type RpcInput,
  trackEvents,
  type Withdrawn,
} from '@veza/contracts';
import { CurrentCaller, type EventDelivery, Input, OnEvent, Rpc } from '@veza/transport';
import { PublicationsService } from './publications.service.js';

const { feed, publications } = community;

@Controller()
export class PublicationsController {
  constructor(private readonly service: PublicationsService) {}

  @Rpc(feed.list)
  feed(@CurrentCaller() caller: Caller, @Input() query: RpcInput<typeof feed.list>) {
    return this.service.feed(caller, query);
  }

  @Rpc(publications.list)
  list(@CurrentCaller() caller: Caller, @Input() query: RpcInput<typeof publications.list>) {
    return this.service.list(caller, query);
  }

  @OnEvent(trackEvents.published)
  tracksPublished(published: Published, { tx, createdAt }: EventDelivery) {
    return this.service.publish(tx, 'track', published, createdAt);
  }

  @OnEvent(trackEvents.withdrawn)
  tracksWithdrawn({ ids }: Withdrawn, { tx }: EventDelivery) {
    return this.service.withdraw(tx, 'track', ids);
  }

  @OnEvent(albumEvents.published)
  albumsPublished(published: Published, { tx, createdAt }: EventDelivery) {
    return this.service.publish(tx, 'album', published, createdAt);
  }

  @OnEvent(albumEvents.withdrawn)
  albumsWithdrawn({ ids }: Withdrawn, { tx }: EventDelivery) {
    return this.service.withdraw(tx, 'album', ids);
  }

  @OnEvent(albumEvents.deleted)
  albumDeleted({ albumId }: EventPayload<typeof albumEvents.deleted>, { tx }: EventDelivery) {
    return this.service.remove(tx, 'album', albumId);
  }

  @OnEvent(productEvents.published)
  productsPublished(published: Published, { tx, createdAt }: EventDelivery) {
    return this.service.publish(tx, 'product', published, createdAt);
  }

  /** Every product is public. One that comes back from the trash is created again, and keeps its place. */
  @OnEvent(productEvents.changed)
  async productsChanged({ ownerId, ids, change }: EventPayload<typeof productEvents.changed>, delivery: EventDelivery) {
    const { tx, createdAt } = delivery;
    const things = ids.map((id) => ({ id }));
    if (change === 'created') await this.service.publish(tx, 'product', { personId: ownerId, things }, createdAt);
    if (change === 'deleted') await this.service.withdraw(tx, 'product', ids);
  }

  @OnEvent(resourceEvents.published)
  resourcesPublished(published: Published, { tx, createdAt }: EventDelivery) {
    return this.service.publish(tx, 'resource', published, createdAt);
  }

  @OnEvent(resourceEvents.withdrawn)
  resourcesWithdrawn({ ids }: Withdrawn, { tx }: EventDelivery) {
    return this.service.withdraw(tx, 'resource', ids);
  }

  @OnEvent(resourceEvents.changed)
  async resourcesChanged({ ids, change }: EventPayload<typeof resourceEvents.changed>, { tx }: EventDelivery) {
    if (change === 'deleted') await this.service.withdraw(tx, 'resource', ids);
  }

  @OnEvent(resourceEvents.deleted)
  resourceDeleted({ resourceId }: EventPayload<typeof resourceEvents.deleted>, { tx }: EventDelivery) {
    return this.service.remove(tx, 'resource', resourceId);
  }
}
