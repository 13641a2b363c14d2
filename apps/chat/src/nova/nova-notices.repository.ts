import { Injectable } from '@nestjs/common';
import type { Notice } from '@veza/contracts';
import { columnsOf, Database, type SqlExecutor } from '@veza/database';
import { NovaNoticeEntity } from './nova-notice.entity.js';

export type StoredNotice = Pick<NovaNoticeEntity, 'id' | 'notice'>;

/** Raw SQL: the insert is in the transaction of an event, which knows no TypeORM. */
@Injectable()
export class NovaNoticesRepository {
  constructor(private readonly database: Database) {}

  /**
   * Events of a source are handled one after the other, so ids are committed in their order and a reader may continue after
   * the last one it has seen. Deletes those that every live replica has read long ago.
   */
  async add(tx: SqlExecutor, notice: Notice): Promise<void> {
    await tx.query('INSERT INTO nova_notices (notice) VALUES ($1::jsonb)', [JSON.stringify(notice)]);
    await tx.query(
      `DELETE FROM nova_notices WHERE id IN
         (SELECT id FROM nova_notices WHERE created_at < now() - interval '1 hour' ORDER BY id LIMIT 100)`,
    );
  }

  async last(): Promise<number> {
    const [row] = await this.database.query<{ last: number }>('SELECT coalesce(max(id), 0) AS last FROM nova_notices');
    return row?.last ?? 0;
  }

  after(id: number, most: number): Promise<StoredNotice[]> {
    return this.database.query<StoredNotice>(
      `SELECT ${columnsOf(NovaNoticeEntity)} FROM nova_notices WHERE id > $1 ORDER BY id LIMIT $2`,
      [id, most],
    );
  }
}
