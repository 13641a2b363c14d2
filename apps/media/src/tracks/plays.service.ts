import { Injectable } from '@nestjs/common';
import type { Caller, media, PlayDays, RpcInput } from '@veza/contracts';
import { Database } from '@veza/database';
import { requireUser } from '@veza/platform';
import { PlaysRepository } from './plays.repository.js';
import { TrackAccess } from './track-access.js';

/** Plays are counted for all listeners, and seen by day by the uploader. Positions are seen by their listener only. */
@Injectable()
export class PlaysService {
  constructor(
    private readonly database: Database,
    private readonly access: TrackAccess,
    private readonly plays: PlaysRepository,
  ) {}

  async count(caller: Caller, id: number): Promise<null> {
    const { userId } = requireUser(caller);
    await this.access.requireVisible(caller, id);
    await this.plays.count(id, userId);
    return null;
  }

  async keepPosition(caller: Caller, { id, seconds }: RpcInput<(typeof media.tracks)['keepPosition']>): Promise<null> {
    const { userId } = requireUser(caller);
    await this.access.requireVisible(caller, id);
    const rounded = Math.round(seconds * 1_000) / 1_000; // Postgres refuses a `real` that is almost nothing
    await this.database.transaction((tx) => this.plays.keepPosition(tx, id, userId, rounded));
    return null;
  }

  async byDay(caller: Caller, { id, days, to }: RpcInput<(typeof media.tracks)['plays']>): Promise<PlayDays> {
    await this.access.requireOwned(caller, id);
    return { days: await this.plays.byDay(id, days, to) };
  }
}
