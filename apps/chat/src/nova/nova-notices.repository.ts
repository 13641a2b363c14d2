import { Injectable } from '@nestjs/common';
import type { Notice } from '@veza/contracts';
import { Database, oneRow, type SqlExecutor } from '@veza/database';

/** A notice with its number in the log of each user. */
export interface StoredNotice {
  readonly id: number;
  readonly notice: Notice;
  readonly entries: readonly { readonly userId: number; readonly seq: number }[];
}

/** The log of one user after a number. */
export interface Missed {
  /** The newest notice of all users. */
  readonly head: number;
  /** The last number of this user. */
  readonly last: number;
  readonly notices: readonly { readonly seq: number; readonly notice: Notice }[];
}

const MISSED = `
  SELECT (SELECT coalesce(max(id), 0) FROM nova_notices) AS head,
    (SELECT coalesce(max(last), 0) FROM nova_readers WHERE user_id = $1) AS last,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('seq', seq, 'notice', notice) ORDER BY seq), '[]') FROM (
      SELECT e.seq, n.notice FROM nova_entries e JOIN nova_notices n ON n.id = e.notice_id
      WHERE e.user_id = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3
    ) AS missed) AS notices`;

/** Raw SQL: the insert is in the transaction of an event, which knows no TypeORM; what was missed is one snapshot. */
@Injectable()
export class NovaNoticesRepository {
  constructor(private readonly database: Database) {}

  /**
   * Events of a source are handled one after the other, so ids, and the numbers of each user, are committed in their order:
   * a reader may continue after the last one it has seen. Deletes those of more than a week ago.
   */
  async add(tx: SqlExecutor, notice: Notice): Promise<void> {
    await tx.query('INSERT INTO nova_notices (notice) VALUES ($1::jsonb)', [JSON.stringify(notice)]);
    await tx.query(
      `DELETE FROM nova_notices WHERE id IN
         (SELECT id FROM nova_notices WHERE created_at < now() - interval '7 days' ORDER BY id LIMIT 100)`,
    );
  }

  async last(): Promise<number> {
    return oneRow(await this.database.query<{ last: number }>('SELECT coalesce(max(id), 0) AS last FROM nova_notices')).last;
  }

  after(id: number, most: number): Promise<StoredNotice[]> {
    return this.database.query<StoredNotice>(
      `SELECT id, notice, (SELECT coalesce(jsonb_agg(jsonb_build_object('userId', user_id, 'seq', seq)), '[]')
         FROM nova_entries WHERE notice_id = n.id) AS entries
       FROM nova_notices n WHERE id > $1 ORDER BY id LIMIT $2`,
      [id, most],
    );
  }

  /** At most this many entries of the user after a number, oldest first. */
  async missed(userId: number, after: number, most: number): Promise<Missed> {
    return oneRow(await this.database.query<Missed>(MISSED, [userId, after, most]));
  }
}
