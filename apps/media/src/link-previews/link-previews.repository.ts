import { Injectable } from '@nestjs/common';
import { columnsOf, Database, type Transaction } from '@veza/database';
import { LinkPreviewRow } from './link-preview.entity.js';

const COLUMNS = columnsOf(LinkPreviewRow);
/** A page that said nothing may have been away. */
const IS_FRESH = `read_at > now() - CASE WHEN title IS NULL THEN interval '1 hour' ELSE interval '1 day' END`;

/** Raw SQL: ages by the clock of Postgres. */
@Injectable()
export class LinkPreviewsRepository {
  constructor(private readonly database: Database) {}

  async fresh(hash: string): Promise<LinkPreviewRow | undefined> {
    const [row] = await this.database.query<LinkPreviewRow>(
      `SELECT ${COLUMNS} FROM link_previews WHERE hash = $1 AND ${IS_FRESH}`,
      [hash],
    );
    return row;
  }

  /** Replaces an earlier reading. Returns its picture, which the caller releases. */
  async replace(tx: Transaction, row: Omit<LinkPreviewRow, 'readAt'>): Promise<string | null> {
    const { hash, site, title, description, pictureId } = row;
    const [before] = await tx.query<{ pictureId: string | null }>(
      `SELECT picture_id AS "pictureId" FROM link_previews WHERE hash = $1 FOR UPDATE`,
      [hash],
    );
    await tx.query(
      `INSERT INTO link_previews (hash, site, title, description, picture_id) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (hash) DO UPDATE SET site = excluded.site, title = excluded.title, description = excluded.description,
         picture_id = excluded.picture_id, read_at = now()`,
      [hash, site, title, description, pictureId],
    );
    return before?.pictureId ?? null;
  }

  /** Removes readings of an earlier day; the sweeper deletes their pictures. Returns how many there were. */
  async purge(most: number): Promise<number> {
    const rows = await this.database.query<{ hash: string }>(
      `WITH old AS (
         DELETE FROM link_previews WHERE hash IN (
           SELECT hash FROM link_previews WHERE read_at < now() - interval '2 days' LIMIT $1 FOR UPDATE SKIP LOCKED
         ) RETURNING hash, picture_id
       ), released AS (
         UPDATE objects SET claimed_by = NULL, released_at = coalesce(released_at, now())
         WHERE id IN (SELECT picture_id FROM old WHERE picture_id IS NOT NULL)
       ) SELECT hash FROM old`,
      [most],
    );
    return rows.length;
  }
}
