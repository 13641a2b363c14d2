import { Controller } from '@nestjs/common';
import { type EventPayload, trackEvents } from '@veza/contracts';
import { type EventDelivery, OnEvent } from '@veza/transport';
import { CommentsService } from '../comments/comments.service.js';
import { LikesService } from '../likes/likes.service.js';
import { PlaylistsService } from '../playlists/playlists.service.js';

/** A deleted track takes along what relates to it. */
@Controller()
export class DeletedTracksController {
  constructor(
    private readonly likes: LikesService,
    private readonly comments: CommentsService,
    private readonly playlists: PlaylistsService,
  ) {}

  @OnEvent(trackEvents.deleted)
  async deleted({ trackId }: EventPayload<typeof trackEvents.deleted>, { tx }: EventDelivery): Promise<void> {
    await this.likes.removeTrack(tx, trackId);
    await this.comments.removeTrack(tx, trackId);
    await this.playlists.removeTrack(tx, trackId);
  }
}
