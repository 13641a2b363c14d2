import { Injectable } from '@nestjs/common';
import { Database, oneRow, type SqlExecutor } from '@veza/database';
import type { EndedMembershipEntity } from './ended-membership.entity.js';

export type EndedMembership = Pick<EndedMembershipEntity, 'cabinetId' | 'userId'>;

const PAGE_SIZE = 500;

/** Raw SQL: the transaction of an event, the clock of Postgres, and a statement that each replica runs every second. */
@Injectable()
export class EndedMembershipsRepository {
  constructor(private readonly database: Database) {}

  /** Rows of more than a day ago are deleted: no socket lives that long. */
  async add({ cabinetId, userId }: EndedMembership, tx: SqlExecutor): Promise<void> {
    await tx.query(`DELETE FROM ended_memberships WHERE at < now() - interval '1 day'`);
    await tx.query('INSERT INTO ended_memberships (cabinet_id, user_id) VALUES ($1, $2)', [cabinetId, userId]);
  }

  /** The id of the newest row; 0 if there is none. */
  async last(): Promise<number> {
    return oneRow(await this.database.query<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM ended_memberships')).id;
  }

  /** At most a page of the rows after this id, oldest first. */
  after(id: number): Promise<(EndedMembership & { id: number })[]> {
    return this.database.prepared(
      'ended-memberships-after',
      `SELECT id, cabinet_id AS "cabinetId", user_id AS "userId" FROM ended_memberships WHERE id > $1 ORDER BY id LIMIT ${PAGE_SIZE}`,
      [id],
    );
  }
}
