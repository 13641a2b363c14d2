import { Controller } from '@nestjs/common';
import { type EventPayload, trackEvents } from '@veza/contracts';
import { type EventDelivery, OnEvent } from '@veza/transport';
import { CommentsService } from '../comments/comments.service.js';
import { LikesService } from '../likes/likes.service.js';
import { NoticesService } from '../notices/notices.service.js';
import { PlaylistsService } from '../playlists/playlists.service.js';
import { PublicationsService } from '../publications/publications.service.js';

/** A deleted track leaves every feature, in one transaction. */
@Controller()
export class DeletionsController {
  constructor(
    private readonly likes: LikesService,
    private readonly comments: CommentsService,
    private readonly playlists: PlaylistsService,
    private readonly publications: PublicationsService,
    private readonly notices: NoticesService,
  ) {}

  @OnEvent(trackEvents.deleted)
  async trackDeleted({ trackId }: EventPayload<typeof trackEvents.deleted>, { tx }: EventDelivery) {
    await this.likes.removeTrack(tx, trackId);
    await this.comments.removeTrack(tx, trackId);
    await this.playlists.removeTrack(tx, trackId);
    await this.publications.remove(tx, 'track', trackId);
    await this.notices.removeThing(tx, 'track', trackId);
  }
}
