import { Injectable } from '@nestjs/common';
import { type Transaction, updateReturning } from '@veza/database';
import type { QueryDeepPartialEntity } from 'typeorm';
import { Track } from './track.entity.js';

const ANEW = {
  attempt: () => 'attempt + 1',
  starts: 0,
  error: null,
  growingId: null,
  movedAt: () => 'now()',
} as const;

export interface Replaced {
  track: Track;
  /** Objects that the track has no more. */
  released: string[];
}

/** The sound of a track, and the one that is to replace it. A running transcoding of either ends with the next attempt. */
@Injectable()
export class ReplacementsRepository {
  /** Undefined when the track was deleted. */
  async begin(tx: Transaction, id: number, source: { id: string; filename: string }): Promise<Replaced | undefined> {
    const track = await this.lock(tx, id);
    if (!track) return undefined;
    const { sourceId, filename, renditionId, keptSourceId } = track;
    // A sound that was never served, or a replacement before this one, is given up.
    const isServed = renditionId !== null && keptSourceId === null;
    const kept = isServed ? { keptSourceId: sourceId, keptFilename: filename } : {};
    const next = { ...ANEW, ...kept, sourceId: source.id, filename: source.filename, status: 'processing', progress: 0 } as const;
    return this.change(tx, track, next, isServed ? null : sourceId);
  }

  /** Back to the sound that is served; undefined when no other one is to replace it. */
  async drop(tx: Transaction, id: number): Promise<Replaced | undefined> {
    const track = await this.lock(tx, id);
    if (!track || track.keptSourceId === null || track.keptFilename === null) return undefined;
    const { keptSourceId: sourceId, keptFilename: filename } = track;
    const before = { sourceId, filename, keptSourceId: null, keptFilename: null, status: 'ready', progress: 100 } as const;
    return this.change(tx, track, { ...ANEW, ...before }, track.sourceId);
  }

  private lock(tx: Transaction, id: number): Promise<Track | null> {
    return tx.findOne(Track, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  private async change(
    tx: Transaction,
    { id, growingId }: Track,
    changes: QueryDeepPartialEntity<Track>,
    givenUp: string | null,
  ): Promise<Replaced | undefined> {
    const [track] = await updateReturning(tx, Track, { id }, changes);
    return track && { track, released: [givenUp, growingId].filter((each) => each !== null) };
  }
}
