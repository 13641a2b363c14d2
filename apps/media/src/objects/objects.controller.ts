import { Controller } from '@nestjs/common';
import {
  type Caller,
  type EventPayload,
  objects,
  productEvents,
  productImportEvents,
  resourceEvents,
  type RpcInput,
  userEvents,
} from '@veza/contracts';
import { CurrentCaller, type EventDelivery, Input, OnEvent, Rpc } from '@veza/transport';
import { ObjectsService } from './objects.service.js';

type In<Verb extends keyof typeof objects> = RpcInput<(typeof objects)[Verb]>;

/** Events of the services that own uploads. */
export const consumedEvents = [
  userEvents.pictureRemoved,
  productEvents.fileRemoved,
  productEvents.pictureRemoved,
  productImportEvents.ended,
  resourceEvents.deleted,
];

@Controller()
export class ObjectsController {
  constructor(private readonly service: ObjectsService) {}

  @Rpc(objects.claim)
  claim(@CurrentCaller() caller: Caller, @Input() claim: In<'claim'>) {
    return this.service.claim(caller, claim);
  }

  @Rpc(objects.release)
  release(@CurrentCaller() caller: Caller, @Input() release: In<'release'>) {
    return this.service.release(caller, release);
  }

  @OnEvent(userEvents.pictureRemoved)
  userPictureRemoved({ objectId }: EventPayload<typeof userEvents.pictureRemoved>, { tx }: EventDelivery) {
    return this.service.releaseInEvent(tx, objectId);
  }

  @OnEvent(productEvents.fileRemoved)
  productFileRemoved({ objectId }: EventPayload<typeof productEvents.fileRemoved>, { tx }: EventDelivery) {
    return this.service.releaseInEvent(tx, objectId);
  }

  @OnEvent(productEvents.pictureRemoved)
  productPictureRemoved({ objectId }: EventPayload<typeof productEvents.pictureRemoved>, { tx }: EventDelivery) {
    return this.service.releaseInEvent(tx, objectId);
  }

  @OnEvent(productImportEvents.ended)
  productImportEnded({ objectId }: EventPayload<typeof productImportEvents.ended>, { tx }: EventDelivery) {
    return this.service.releaseInEvent(tx, objectId);
  }

  @OnEvent(resourceEvents.deleted)
  resourceDeleted({ objectId }: EventPayload<typeof resourceEvents.deleted>, { tx }: EventDelivery) {
    return this.service.releaseInEvent(tx, objectId);
  }
}
