import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, type SharedTrack } from '@veza/contracts';
import { digestOf, newLinkCode } from '@veza/platform';
import { StreamKey } from '../signed-urls/stream-key.js';
import { TrackAccess } from './track-access.js';
import { TrackLinksRepository } from './track-links.repository.js';
import { trackView } from './track-view.js';
import { TracksRepository } from './tracks.repository.js';
import { TracksService } from './tracks.service.js';

/** The one link of a private track (decision 269): who has it hears the track. */
@Injectable()
export class TrackLinksService {
  constructor(
    private readonly access: TrackAccess,
    private readonly links: TrackLinksRepository,
    private readonly tracks: TracksRepository,
    private readonly service: TracksService,
    private readonly key: StreamKey,
  ) {}

  async create(caller: Caller, id: number): Promise<{ code: string }> {
    await this.access.requireOwn(caller, id);
    const code = newLinkCode();
    if (!(await this.links.put(id, digestOf(code))))
      throw new DeclaredError('INVALID_STATE', { message: 'Only a private track has a secret link' });
    return { code };
  }

  async remove(caller: Caller, id: number): Promise<null> {
    await this.access.requireOwn(caller, id);
    await this.links.remove(id);
    return null;
  }

  /** What the caller may not know of the track of another person stays unknown: only its addresses are those of the link. */
  async open(caller: Caller, code: string): Promise<SharedTrack> {
    const found = await this.links.behind(digestOf(code));
    const track = found && (await this.tracks.find(found.trackId));
    if (!track) throw new DeclaredError('NOT_FOUND', { message: 'This link is not valid, or has ended' });
    const shared = Object.assign(track, { link: found.link });
    const { url, hlsUrl, expiresAt } = await this.service.streamOf(shared);
    return { track: trackView(shared, this.key, caller), stream: { url, hlsUrl, expiresAt } };
  }
}
