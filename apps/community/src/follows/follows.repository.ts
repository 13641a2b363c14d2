import { Injectable } from '@nestjs/common';
import type { ListPeople, PeoplePage, PersonRelations } from '@veza/contracts';
import { Database, decodeCursor, encodeCursor, type SqlExecutor } from '@veza/database';
import { z } from 'zod';
import { blockBetween } from '../people/blocks.repository.js';
import type { LockedPerson } from '../people/people.repository.js';

const Position = z.tuple([z.int().positive()]);

/** The two lists of a person: whose column has the person, and whose the others. */
const LISTS = {
  followers: { of: 'followed_id', other: 'follower_id' },
  following: { of: 'follower_id', other: 'followed_id' },
} as const;

/** Raw SQL: counts are changed by what they are, pages follow keys, and changes by events lock many people in one order. */
@Injectable()
export class FollowsRepository {
  constructor(private readonly database: Database) {}

  async relationsOf(personId: number, reader: number | undefined): Promise<PersonRelations> {
    const [found] = await this.database.prepared<PersonRelations>(
      'relations-of-person',
      `SELECT coalesce(p.followers, 0) AS followers, coalesce(p.following, 0) AS following,
         EXISTS (SELECT 1 FROM follows WHERE follower_id = $2 AND followed_id = $1) AS "followedByMe"
       FROM (VALUES (1)) AS always LEFT JOIN people p ON p.id = $1`,
      [personId, reader],
    );
    return found ?? { followers: 0, following: 0, followedByMe: false };
  }

  /** Without hidden people, and without those that a block with the reader is between. */
  async page(list: keyof typeof LISTS, { personId, limit, cursor }: ListPeople, reader: number | undefined): Promise<PeoplePage> {
    const { of, other } = LISTS[list];
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position)[0];
    const rows = await this.database.query<{ id: string; person: number }>(
      `SELECT f.id, f.${other} AS person FROM follows f JOIN people p ON p.id = f.${other}
       WHERE f.${of} = $1 AND NOT p.is_hidden AND ($2::bigint IS NULL OR f.id < $2)
         AND ($3::integer IS NULL OR NOT ${blockBetween('$3::integer', `f.${other}`)})
       ORDER BY f.id DESC LIMIT ${limit + 1}`,
      [personId, after, reader],
    );
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    const nextCursor = last ? encodeCursor([Number(last.id)]) : null;
    return { ids: rows.slice(0, limit).map(({ person }) => person), nextCursor };
  }

  /** False when the follow exists. The two people are locked. */
  async add(tx: SqlExecutor, follower: LockedPerson, followed: LockedPerson): Promise<boolean> {
    const added = await tx.query(
      'INSERT INTO follows (follower_id, followed_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
      [follower.id, followed.id],
    );
    if (added.length === 0) return false;
    await this.recount(tx, follower, followed, 1);
    return true;
  }

  /** The two people are locked. */
  async remove(tx: SqlExecutor, follower: LockedPerson, followed: LockedPerson): Promise<void> {
    const removed = await tx.query('DELETE FROM follows WHERE follower_id = $1 AND followed_id = $2 RETURNING 1', [
      follower.id,
      followed.id,
    ]);
    if (removed.length > 0) await this.recount(tx, follower, followed, -1);
  }

  /** A hidden person is not counted by the other one. */
  private async recount(tx: SqlExecutor, follower: LockedPerson, followed: LockedPerson, by: 1 | -1): Promise<void> {
    if (!followed.isHidden) await tx.query('UPDATE people SET following = following + $2 WHERE id = $1', [follower.id, by]);
    if (!follower.isHidden) await tx.query('UPDATE people SET followers = followers + $2 WHERE id = $1', [followed.id, by]);
  }

  /**
   * Locks a person with all to which it has a follow, in the order of their ids, so that two such changes do not wait for
   * each other.
   */
  async lockAround(tx: SqlExecutor, personId: number): Promise<void> {
    await tx.query(
      `SELECT 1 FROM people WHERE id = $1
         OR id IN (SELECT followed_id FROM follows WHERE follower_id = $1 UNION ALL SELECT follower_id FROM follows WHERE followed_id = $1)
       ORDER BY id FOR UPDATE`,
      [personId],
    );
  }

  /** The counts of the others after a person is shown (1) or hidden (-1). All are locked. */
  async recountAround(tx: SqlExecutor, personId: number, by: 1 | -1): Promise<void> {
    await tx.query(
      'UPDATE people p SET followers = p.followers + $2 FROM follows f WHERE f.follower_id = $1 AND p.id = f.followed_id',
      [personId, by],
    );
    await tx.query(
      'UPDATE people p SET following = p.following + $2 FROM follows f WHERE f.followed_id = $1 AND p.id = f.follower_id',
      [personId, by],
    );
  }

  async removeAll(tx: SqlExecutor, personId: number): Promise<void> {
    await tx.query('DELETE FROM follows WHERE follower_id = $1 OR followed_id = $1', [personId]);
  }
}
