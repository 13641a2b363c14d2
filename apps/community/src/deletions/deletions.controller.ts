import { Controller } from '@nestjs/common';
import { type EventPayload, trackEvents } from '@veza/contracts';
import { type EventDelivery, OnEvent } from '@veza/transport';
import { LikesService } from '../likes/likes.service.js';
import { PublicationsService } from '../publications/publications.service.js';

/** A deleted track leaves every feature, in one transaction. */
@Controller()
export class DeletionsController {
  constructor(
    private readonly likes: LikesService,
    private readonly publications: PublicationsService,
  ) {}

  @OnEvent(trackEvents.deleted)
  async trackDeleted({ trackId }: EventPayload<typeof trackEvents.deleted>, { tx }: EventDelivery) {
    await this.likes.removeTrack(tx, trackId);
    await this.publications.remove(tx, 'track', trackId);
  }
}
