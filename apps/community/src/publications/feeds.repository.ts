import { Injectable } from '@nestjs/common';
import type { PublicationKind } from '@veza/contracts';
import { Database } from '@veza/database';
import { blockBetween } from '../people/blocks.repository.js';
import type { Place } from './fill-page.js';

export interface PublicationRow {
  readonly id: string;
  readonly kind: PublicationKind;
  readonly thingId: number;
  readonly personId: number;
  readonly publishedAt: Date;
  readonly position: string;
}

export const placeOf = ({ position, id }: PublicationRow): Place => [Number(position), Number(id)];

/** Above every row. */
const TOP: Place = [Number.MAX_SAFE_INTEGER, 0];
const ROW = `p.id, p.kind, p.thing_id AS "thingId", p.person_id AS "personId", p.published_at AS "publishedAt", p.position`;
const BEHIND = 'p.withdrawn_at IS NULL AND (p.position, p.id) < ($2::bigint, $3::bigint)';
const ORDER = 'ORDER BY p.position DESC, p.id DESC';

/**
 * Feeds are made when they are read, so a publication costs the same with any number of followers. Raw SQL: each followed
 * person has one look into an index.
 */
@Injectable()
export class FeedsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Rows of the people whom a person follows. The first row of each is found; the people with the latest first rows have all
   * rows of the page, since a row of another person has as many above it. Theirs are merged.
   */
  followed(readerId: number, place: Place | undefined, most: number): Promise<PublicationRow[]> {
    return this.database.prepared<PublicationRow>(
      'feed-of-followed',
      `WITH heads AS MATERIALIZED (
         SELECT f.followed_id AS person_id, head.position, head.id
         FROM follows f JOIN people q ON q.id = f.followed_id AND NOT q.is_hidden
         CROSS JOIN LATERAL (SELECT p.position, p.id FROM publications p WHERE p.person_id = f.followed_id AND ${BEHIND} ${ORDER} LIMIT 1) AS head
         WHERE f.follower_id = $1 ORDER BY head.position DESC, head.id DESC LIMIT $4
       )
       SELECT p.* FROM heads
       CROSS JOIN LATERAL (SELECT ${ROW} FROM publications p WHERE p.person_id = heads.person_id AND ${BEHIND} ${ORDER} LIMIT $4) AS p
       ${ORDER} LIMIT $4`,
      [readerId, ...(place ?? TOP), most],
    );
  }

  /** The last rows of everybody. */
  all(readerId: number | undefined, place: Place | undefined, most: number): Promise<PublicationRow[]> {
    return this.database.prepared<PublicationRow>(
      'feed-of-all',
      `SELECT ${ROW} FROM publications p
       WHERE p.is_front AND ${BEHIND}
         AND NOT EXISTS (SELECT 1 FROM people h WHERE h.id = p.person_id AND h.is_hidden)
         AND ($1::integer IS NULL OR NOT ${blockBetween('$1::integer', 'p.person_id')})
       ${ORDER} LIMIT $4`,
      [readerId, ...(place ?? TOP), most],
    );
  }
}
