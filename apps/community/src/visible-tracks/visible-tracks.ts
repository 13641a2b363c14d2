import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, media, type TrackView } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { readerOf } from '../people/acting-person.js';
import { BlocksRepository } from '../people/blocks.repository.js';

/** What callers may see of tracks is decided by media, on each call. */
@Injectable()
export class VisibleTracks {
  constructor(
    private readonly blocks: BlocksRepository,
    private readonly rpc: RpcClient,
  ) {}

  /** NOT_FOUND where the caller may not see it. */
  async require(caller: Caller, trackId: number): Promise<TrackView> {
    const [track] = await this.shown(caller, [trackId]);
    if (!track) throw new DeclaredError('NOT_FOUND');
    return track;
  }

  /** In the order of the ids, without tracks of people with a block between them and the caller. */
  async among(caller: Caller, ids: readonly number[]): Promise<TrackView[]> {
    const tracks = await this.shown(caller, ids);
    const reader = readerOf(caller);
    if (reader === undefined || tracks.length === 0) return tracks;
    const blocked = await this.blocks.among(
      reader,
      tracks.map(({ uploaderId }) => uploaderId),
    );
    return tracks.filter(({ uploaderId }) => !blocked.has(uploaderId));
  }

  private async shown(caller: Caller, ids: readonly number[]): Promise<TrackView[]> {
    return ids.length === 0 ? [] : (await this.rpc.call(media.tracks.among, { ids: [...ids] }, { caller })).tracks;
  }
}
