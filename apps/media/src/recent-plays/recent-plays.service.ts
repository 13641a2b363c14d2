import { Injectable } from '@nestjs/common';
import type { Caller, recentPlays, RpcReply } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import { StreamKey } from '../signed-urls/stream-key.js';
import { TrackAccess } from '../tracks/track-access.js';
import { trackView } from '../tracks/track-view.js';
import { type RecentPlay, RecentPlaysRepository } from './recent-plays.repository.js';

/** What a listener has played last: the counted plays of each track, whose last time is kept anyway. */
@Injectable()
export class RecentPlaysService {
  constructor(
    private readonly repository: RecentPlaysRepository,
    private readonly access: TrackAccess,
    private readonly key: StreamKey,
  ) {}

  async list(caller: Caller, limit: number): Promise<RpcReply<typeof recentPlays.list>> {
    const { userId } = requireUser(caller);
    const plays = await this.repository.last(userId, limit);
    const byTrack = new Map(plays.map((play) => [play.trackId, play]));
    const tracks = await this.access.visibleAmong(caller, [...byTrack.keys()]);
    return {
      plays: tracks.flatMap((track) => {
        const play = byTrack.get(track.id);
        if (!play) return [];
        const playedAt = play.lastAt.toISOString();
        return [{ track: trackView(track, this.key, caller), playedAt, position: positionOf(play) }];
      }),
    };
  }
}

const positionOf = ({ heardSeconds, heardAt }: RecentPlay) =>
  heardSeconds === null || heardAt === null ? null : { seconds: heardSeconds, at: heardAt.toISOString() };
