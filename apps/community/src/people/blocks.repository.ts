import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@veza/database';
import type { Block } from './block.entity.js';

/** SQL: that there is a block, in any direction, between two people. */
export const blockBetween = (one: string, other: string): string =>
  `(EXISTS (SELECT 1 FROM blocks WHERE person_id = ${one} AND blocked_person_id = ${other})
    OR EXISTS (SELECT 1 FROM blocks WHERE person_id = ${other} AND blocked_person_id = ${one}))`;

/** Blocks as the chat has them. Raw SQL: both directions are read at once, and writes run in transactions of events. */
@Injectable()
export class BlocksRepository {
  constructor(private readonly database: Database) {}

  async isBetween(one: number, other: number, tx: SqlExecutor = this.database): Promise<boolean> {
    const rows = await tx.query(`SELECT 1 WHERE ${blockBetween('$1::integer', '$2::integer')}`, [one, other]);
    return rows.length > 0;
  }

  /** Those of the others that a block is between. */
  async among(person: number, others: readonly number[]): Promise<ReadonlySet<number>> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT id FROM unnest($2::integer[]) AS other (id) WHERE ${blockBetween('$1::integer', 'other.id')}`,
      [person, others],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async add(tx: SqlExecutor, { userId, blockedId, personId, blockedPersonId }: Block): Promise<void> {
    await tx.query(
      `INSERT INTO blocks (user_id, blocked_id, person_id, blocked_person_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [userId, blockedId, personId, blockedPersonId],
    );
  }

  async remove(tx: SqlExecutor, { userId, blockedId }: Pick<Block, 'userId' | 'blockedId'>): Promise<void> {
    await tx.query('DELETE FROM blocks WHERE user_id = $1 AND blocked_id = $2', [userId, blockedId]);
  }

  async forget(tx: SqlExecutor, person: number): Promise<void> {
    await tx.query('DELETE FROM blocks WHERE person_id = $1 OR blocked_person_id = $1 OR user_id = $1 OR blocked_id = $1', [
      person,
    ]);
  }
}
