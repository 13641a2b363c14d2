import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@veza/database';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { GrowingSegment } from './growing-segment.entity.js';
import type { Track } from './track.entity.js';

/** The lengths of the segments of one rate, in their order. */
export interface GrowingRate {
  kbits: number;
  seconds: number[];
}

/**
 * Renditions that are played while they are written. The rows list what is in the store; they end with the transcoding,
 * in the transaction that makes the track ready or failed, or with the object itself.
 */
@Injectable()
export class GrowingRenditionsRepository {
  constructor(
    private readonly database: Database,
    private readonly objects: ObjectsRepository,
  ) {}

  /**
   * The rendition that an attempt writes. A worker that takes over continues that of the killed one, so that addresses
   * which were handed out stay valid. Undefined when the track is no longer processed in this attempt.
   */
  begin({ id, attempt }: Pick<Track, 'id' | 'attempt'>): Promise<string | undefined> {
    return this.database.transaction(async (tx) => {
      const [track] = await tx.query<{ growingId: string | null }>(
        `SELECT growing_id AS "growingId" FROM tracks WHERE id = $1 AND attempt = $2 AND status = 'processing' FOR UPDATE`,
        [id, attempt],
      );
      if (!track) return undefined;
      if (track.growingId !== null) return track.growingId;
      const renditionId = randomUUID();
      await this.objects.insertRendition(tx, renditionId, `track:${id}`);
      await tx.query('UPDATE tracks SET growing_id = $2 WHERE id = $1', [id, renditionId]);
      return renditionId;
    });
  }

  /** Raw SQL: an aggregate, and prepared, as each player reads it every few seconds. */
  async ratesOf(renditionId: string): Promise<GrowingRate[]> {
    return this.database.prepared<GrowingRate>(
      'growing-rates',
      `SELECT kbits, array_agg(seconds ORDER BY number) AS seconds FROM growing_segments WHERE rendition_id = $1
       GROUP BY kbits ORDER BY kbits`,
      [renditionId],
    );
  }

  /** Whether a player has something to begin with. */
  async isPlayable(renditionId: string): Promise<boolean> {
    return this.database.entities((manager) => manager.existsBy(GrowingSegment, { renditionId }));
  }

  /** Idempotent. A foreign key violation: the rendition was removed. Raw SQL: one statement for any number of rows. */
  async append(renditionId: string, kbits: number, from: number, seconds: readonly number[]): Promise<void> {
    await this.database.query(
      `INSERT INTO growing_segments (rendition_id, kbits, number, seconds)
       SELECT $1, $2, $3 + at - 1, length FROM unnest($4::float8[]) WITH ORDINALITY AS added (length, at) ON CONFLICT DO NOTHING`,
      [renditionId, kbits, from, seconds],
    );
  }

  async end(tx: SqlExecutor, renditionId: string): Promise<void> {
    await tx.query('DELETE FROM growing_segments WHERE rendition_id = $1', [renditionId]);
  }
}
