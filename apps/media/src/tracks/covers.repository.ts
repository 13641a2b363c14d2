import { Injectable } from '@nestjs/common';
import { type Transaction, updateReturning } from '@veza/database';
import { Track } from './track.entity.js';

@Injectable()
export class CoversRepository {
  /** The track with another cover, or none, and the object that it had before. Undefined when the track was deleted. */
  async change(
    tx: Transaction,
    id: number,
    coverId: string | null,
  ): Promise<{ track: Track; before: string | null } | undefined> {
    const locked = await tx.findOne(Track, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!locked) return undefined;
    const [track] = await updateReturning(tx, Track, { id }, { coverId });
    return track && { track, before: locked.coverId };
  }
}
