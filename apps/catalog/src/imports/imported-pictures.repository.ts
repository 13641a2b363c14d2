import { Injectable } from '@nestjs/common';
import { MOST_ROW_FAULTS, type RowFault } from '@veza/contracts';
import { columnsOf, Database, queueDepth, type Transaction } from '@veza/database';
import type { QueueDepth } from '@veza/platform';
import { ImportedPicture } from './imported-picture.entity.js';

const COLUMNS = columnsOf(ImportedPicture);

/** The addresses of a row for a product. */
export interface AskedPictures {
  readonly productId: number;
  readonly row: number;
  readonly addresses: readonly string[];
}

/**
 * Addresses of pictures, each once for a product, and the leases under which replicas fetch them. Raw SQL: rows of a batch
 * are one statement, two replicas skip the rows that each other has locked, and times are those of Postgres.
 */
@Injectable()
export class ImportedPicturesRepository {
  constructor(private readonly database: Database) {}

  /** A picture that the product still has, and one that waits, is not fetched again. */
  async ask(tx: Transaction, of: { importId: number; ownerId: number }, asked: readonly AskedPictures[]): Promise<void> {
    const all = asked.flatMap(({ productId, row, addresses }) =>
      addresses.map((address, place) => ({ product_id: productId, row, place, address })),
    );
    if (all.length === 0) return;
    await tx.query(
      `INSERT INTO imported_pictures AS known (product_id, address, owner_id, import_id, "row", place)
       SELECT DISTINCT ON (product_id, address) product_id, address, $2::integer, $3::integer, "row", place
       FROM jsonb_to_recordset($1::jsonb) AS asked (product_id integer, address text, "row" integer, place integer)
       ORDER BY product_id, address, "row", place
       ON CONFLICT (product_id, address) DO UPDATE
         SET import_id = excluded.import_id, "row" = excluded."row", place = excluded.place, tries = 0, due_at = now(), picture_id = NULL
       WHERE known.due_at IS NULL AND NOT EXISTS (
         SELECT FROM products WHERE id = known.product_id AND pictures @> jsonb_build_array(jsonb_build_object('id', known.picture_id)))`,
      [JSON.stringify(all), of.ownerId, of.importId],
    );
  }

  depth(): Promise<QueueDepth> {
    return queueDepth(this.database, 'SELECT due_at AS due FROM imported_pictures WHERE due_at IS NOT NULL');
  }

  take(leaseSeconds: number, most: number): Promise<ImportedPicture[]> {
    return this.database.query<ImportedPicture>(
      `UPDATE imported_pictures SET due_at = now() + make_interval(secs => $1), tries = tries + 1
       WHERE id = ANY (ARRAY(SELECT id FROM imported_pictures WHERE due_at <= now() ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED))
       RETURNING ${COLUMNS}`,
      [leaseSeconds, most],
    );
  }

  /** False when the row has another lease, or is gone with its product. */
  async finish(tx: Transaction, { id, tries }: ImportedPicture, pictureId: string | null): Promise<boolean> {
    const finished = await tx.query(
      'UPDATE imported_pictures SET due_at = NULL, picture_id = $3 WHERE id = $1 AND tries = $2 AND due_at IS NOT NULL RETURNING id',
      [id, tries, pictureId],
    );
    return finished.length > 0;
  }

  async retry({ id, tries }: ImportedPicture, seconds: number): Promise<void> {
    await this.database.query(
      'UPDATE imported_pictures SET due_at = now() + make_interval(secs => $3) WHERE id = $1 AND tries = $2 AND due_at IS NOT NULL',
      [id, tries, seconds],
    );
  }

  /** Gives the picture up, with a sentence in the faults of its import: the product stays as it is. */
  async refuse(picture: ImportedPicture, message: string): Promise<void> {
    const { importId, row, place } = picture;
    const fault: RowFault = { row, field: `pictures.${place}`, message };
    await this.database.transaction(async (tx) => {
      if (!(await this.finish(tx, picture, null))) return;
      await tx.query(
        `UPDATE product_imports SET faults = faults || $2::jsonb WHERE id = $1 AND jsonb_array_length(faults) < ${MOST_ROW_FAULTS}`,
        [importId, JSON.stringify([fault])],
      );
    });
  }
}
