import { Injectable } from '@nestjs/common';
import type { Caller, media, PlayDays, RpcInput } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import { PlaysRepository } from './plays.repository.js';
import { TrackAccess } from './track-access.js';

/** Plays are counted for all who listen, and seen by day by the uploader. */
@Injectable()
export class PlaysService {
  constructor(
    private readonly access: TrackAccess,
    private readonly plays: PlaysRepository,
  ) {}

  async count(caller: Caller, id: number): Promise<null> {
    const { userId } = requireUser(caller);
    await this.access.requireVisible(caller, id);
    await this.plays.count(id, userId);
    return null;
  }

  async byDay(caller: Caller, { id, days, to }: RpcInput<(typeof media.tracks)['plays']>): Promise<PlayDays> {
    await this.access.requireOwned(caller, id);
    return { days: await this.plays.byDay(id, days, to) };
  }
}
