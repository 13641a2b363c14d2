import { Injectable } from '@nestjs/common';
import type { catalog, PersonalDataPage, SectionOf } from '@veza/contracts';
import { Database, ownColumnsOf, type PersonalRows, readOwnRows } from '@veza/database';
import type { SqlExecutor } from '@veza/transport';
import { Product } from '../products/product.entity.js';
import { Resource } from '../resources/resource.entity.js';

type Section = SectionOf<typeof catalog.personalData.export>;

const ROWS: Record<Section, PersonalRows> = {
  products: {
    columns: `${ownColumnsOf(Product, 'p', { ownerId: 'the caller' })},
      (SELECT coalesce(json_agg(json_build_object('id', f.id, 'filename', f.filename, 'type', f.type, 'size', f.size, 'uploaded_at', f.uploaded_at,
         'download', '/api/v1/products/' || p.id || '/files/' || f.id) ORDER BY f.id), '[]') FROM product_files f WHERE f.product_id = p.id) AS files,
      (SELECT coalesce(json_agg(i.address ORDER BY i.id), '[]') FROM imported_pictures i WHERE i.product_id = p.id) AS imported_pictures`,
    from: 'products p WHERE p.owner_id = $1',
    key: 'p.id',
    keyType: 'bigint',
  },
  deleted_products: {
    columns: `t.id, t.deleted_at, t.product, (SELECT coalesce(jsonb_agg(f - 'object_id'), '[]') FROM jsonb_array_elements(t.files) AS f) AS files`,
    from: 'product_trash t WHERE t.owner_id = $1',
    key: 't.id',
    keyType: 'bigint',
  },
  product_changes: {
    columns: 'c.product_id, c.at, c.action, c.changes',
    from: 'product_changes c WHERE c.user_id = $1',
    key: 'c.id',
    keyType: 'bigint',
  },
  product_imports: {
    columns:
      'i.filename, i.dry_run, i.status, i.rows_total, i.created, i.updated, i.unchanged, i.failed, i.created_at, i.finished_at',
    from: 'product_imports i WHERE i.owner_id = $1',
    key: 'i.id',
    keyType: 'bigint',
  },
  resources: {
    columns: `${ownColumnsOf(Resource, 'r', { uploaderId: 'the caller', objectId: 'internal', ratingSum: 'of the votes of others' })},
      '/api/v1/resources/' || r.id || '/download' AS download`,
    from: 'resources r WHERE r.uploader_id = $1',
    key: 'r.id',
    keyType: 'bigint',
  },
  deleted_resources: {
    columns: `t.id, t.deleted_at, t.resource - 'object_id' AS resource`,
    from: 'resource_trash t WHERE t.uploader_id = $1',
    key: 't.id',
    keyType: 'bigint',
  },
  resource_changes: {
    columns: 'c.resource_id, c.at, c.action, c.changes',
    from: 'resource_changes c WHERE c.user_id = $1',
    key: 'c.id',
    keyType: 'bigint',
  },
  ratings: {
    columns: 'v.resource_id, v.rating, v.rated_at',
    from: 'resource_ratings v WHERE v.user_id = $1',
    key: 'v.resource_id',
    keyType: 'bigint',
  },
};

/** The rows of one user, over all features of this service. Raw SQL: JSON for an export, and transactions of events. */
@Injectable()
export class PersonalDataRepository {
  constructor(private readonly database: Database) {}

  own(section: Section, userId: number, after?: string): Promise<PersonalDataPage> {
    return readOwnRows(this.database, ROWS[section], userId, after);
  }

  /**
   * Deletes votes and updates the sums. Resources are locked in the order of their ids, so two erasures cannot deadlock; first
   * those in the trash, because a restore adds their votes up.
   */
  async withdrawVotes(tx: SqlExecutor, userId: number): Promise<void> {
    await tx.query(
      'SELECT 1 FROM resource_trash WHERE id IN (SELECT resource_id FROM resource_ratings WHERE user_id = $1) ORDER BY id FOR UPDATE',
      [userId],
    );
    await tx.query(
      'SELECT 1 FROM resources WHERE id IN (SELECT resource_id FROM resource_ratings WHERE user_id = $1) ORDER BY id FOR UPDATE',
      [userId],
    );
    await tx.query(
      `WITH gone AS (DELETE FROM resource_ratings WHERE user_id = $1 RETURNING resource_id, rating)
       UPDATE resources r SET rating_sum = r.rating_sum - gone.rating, ratings_count = r.ratings_count - 1 FROM gone WHERE r.id = gone.resource_id`,
      [userId],
    );
  }

  async forgetDownloads(tx: SqlExecutor, userId: number): Promise<void> {
    await tx.query('DELETE FROM resource_readers WHERE reader = $1', [`user ${userId}`]);
  }

  /** Of all products, which are locked: they are about to be deleted. */
  async pictures(tx: SqlExecutor, userId: number) {
    await this.lockProducts(tx, userId);
    return tx.query<{ productId: number; objectId: string }>(
      `SELECT id AS "productId", p->>'id' AS "objectId" FROM products, jsonb_array_elements(pictures) AS p WHERE owner_id = $1
       UNION ALL SELECT id, p->>'id' FROM product_trash, jsonb_array_elements(product->'pictures') AS p WHERE owner_id = $1`,
      [userId],
    );
  }

  /** Returns the deleted files. Products are locked, as by every change of their files: none is added meanwhile. */
  async removeProducts(tx: SqlExecutor, userId: number) {
    await this.lockProducts(tx, userId);
    const files = await tx.query<{ productId: number; fileId: number; objectId: string }>(
      `DELETE FROM product_files f USING products p WHERE p.id = f.product_id AND p.owner_id = $1
       RETURNING f.product_id AS "productId", f.id AS "fileId", f.object_id AS "objectId"`,
      [userId],
    );
    await tx.query(
      `DELETE FROM product_changes WHERE product_id IN (
         SELECT id FROM products WHERE owner_id = $1 UNION ALL SELECT id FROM product_trash WHERE owner_id = $1)`,
      [userId],
    );
    await tx.query('DELETE FROM products WHERE owner_id = $1', [userId]);
    const trashed = await tx.query<{ productId: number; fileId: number; objectId: string }>(
      `WITH gone AS (DELETE FROM product_trash WHERE owner_id = $1 RETURNING id, files)
       SELECT gone.id AS "productId", f.id AS "fileId", f.object_id AS "objectId"
       FROM gone, jsonb_to_recordset(gone.files) AS f (id integer, object_id text)`,
      [userId],
    );
    return [...files, ...trashed];
  }

  /** In the order of their ids, so that two erasures cannot deadlock; again in the same transaction costs next to nothing. */
  private async lockProducts(tx: SqlExecutor, userId: number): Promise<void> {
    await tx.query('SELECT 1 FROM products WHERE owner_id = $1 ORDER BY id FOR UPDATE', [userId]);
    await tx.query('SELECT 1 FROM product_trash WHERE owner_id = $1 ORDER BY id FOR UPDATE', [userId]);
  }

  /** In the history of objects of others the changes stay, without their author. */
  async forgetChanges(tx: SqlExecutor, userId: number): Promise<void> {
    await tx.query('UPDATE product_changes SET user_id = NULL WHERE user_id = $1', [userId]);
    await tx.query('UPDATE product_trash SET deleted_by = NULL WHERE deleted_by = $1', [userId]);
    await tx.query('UPDATE resource_changes SET user_id = NULL WHERE user_id = $1', [userId]);
    await tx.query('UPDATE resource_trash SET deleted_by = NULL WHERE deleted_by = $1', [userId]);
  }

  /** Returns the files of imports that have not ended. */
  removeImports(tx: SqlExecutor, userId: number) {
    return tx.query<{ importId: number; objectId: string; isEnded: boolean }>(
      `DELETE FROM product_imports WHERE owner_id = $1
       RETURNING id AS "importId", object_id AS "objectId", finished_at IS NOT NULL AS "isEnded"`,
      [userId],
    );
  }

  /** Returns the deleted files. Resources are locked first, as by every vote. */
  async removeResources(tx: SqlExecutor, userId: number) {
    await tx.query('SELECT 1 FROM resources WHERE uploader_id = $1 ORDER BY id FOR UPDATE', [userId]);
    await tx.query('SELECT 1 FROM resource_trash WHERE uploader_id = $1 ORDER BY id FOR UPDATE', [userId]);
    for (const table of ['resource_ratings', 'resource_changes'])
      await tx.query(
        `DELETE FROM ${table} WHERE resource_id IN (
           SELECT id FROM resources WHERE uploader_id = $1 UNION ALL SELECT id FROM resource_trash WHERE uploader_id = $1)`,
        [userId],
      );
    const gone: { resourceId: number; objectId: string }[] = [];
    for (const [table, objectId] of [
      ['resources', 'object_id'],
      ['resource_trash', `resource->>'object_id'`],
    ])
      gone.push(
        ...(await tx.query<{ resourceId: number; objectId: string }>(
          `DELETE FROM ${table} WHERE uploader_id = $1 RETURNING id AS "resourceId", ${objectId} AS "objectId"`,
          [userId],
        )),
      );
    return gone;
  }
}
