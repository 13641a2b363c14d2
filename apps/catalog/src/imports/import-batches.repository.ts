import { Injectable } from '@nestjs/common';
import { type CreateProduct, MOST_ROW_FAULTS, PRODUCT_FIELDS, type ProductField, type RowFault } from '@veza/contracts';
import { columnsOf, Database, tableColumnsOf, type Transaction } from '@veza/database';
import { Product } from '../products/product.entity.js';
import { differenceOf, ProductHistoryRepository } from '../products/product-history.repository.js';
import { NEXT_VERSION, ProductsRepository } from '../products/products.repository.js';
import type { Headings } from './import-header.js';
import { type AskedPictures, ImportedPicturesRepository } from './imported-pictures.repository.js';
import { type FaultyRow, faultyRow, type ImportRow, isFaulty, newProduct } from './import-row.js';
import type { ProductImport } from './product-import.entity.js';

const COLUMNS = columnsOf(Product);
const WRITTEN = tableColumnsOf(Product, PRODUCT_FIELDS);

type Values = Pick<Product, ProductField>;
interface Change {
  readonly before: Product;
  after: Product;
}

/** The rows of a batch in their order, up to the row with number `upTo` of the file. */
export interface Batch {
  readonly rows: readonly (ImportRow | FaultyRow)[];
  readonly upTo: number;
  readonly headings?: Headings | undefined;
}

/** The import was cancelled, or another replica runs it. */
export class LeaseLost extends Error {}

/**
 * Applies rows of an import. A batch and the progress of its import are one transaction, which first locks the import: a
 * batch is applied once, by the replica that has the lease. Raw SQL: a batch is a handful of statements for any number of
 * rows.
 */
@Injectable()
export class ImportBatchesRepository {
  constructor(
    private readonly database: Database,
    private readonly products: ProductsRepository,
    private readonly history: ProductHistoryRepository,
    private readonly pictures: ImportedPicturesRepository,
  ) {}

  apply({ id, ownerId, dryRun, runner }: ProductImport, { rows, upTo, headings }: Batch, leaseSeconds: number): Promise<void> {
    return this.database.transaction(async (tx) => {
      const [held] = await tx.query(
        `SELECT 1 FROM product_imports WHERE id = $1 AND runner = $2 AND status = 'running' AND rows_done < $3 FOR UPDATE`,
        [id, runner, upTo],
      );
      if (!held) throw new LeaseLost('The import has ended or has another runner');
      const { creates, changes, updated, unchanged, faulty, pictures } = await this.plan(tx, ownerId, rows);
      if (!dryRun) {
        await this.update(tx, ownerId, [...changes.values()]);
        const created =
          creates.length === 0
            ? []
            : await this.products.insertAll(
                creates.map(({ product }) => ({ ownerId, fields: product })),
                tx,
              );
        creates.forEach(({ row, pictures: asked }, i) => {
          const productId = created[i]?.id;
          if (productId !== undefined) pictures.push({ productId, row, addresses: asked });
        });
        await this.pictures.ask(tx, { importId: id, ownerId }, pictures);
      }
      await tx.query(
        `UPDATE product_imports SET rows_done = $2, created = created + $3, updated = updated + $4, unchanged = unchanged + $5,
           failed = failed + $6, lease_until = now() + make_interval(secs => $8), takes = 0,
           faults = CASE WHEN jsonb_array_length(faults) >= ${MOST_ROW_FAULTS} THEN faults
             ELSE jsonb_path_query_array(faults || $7::jsonb, '$[0 to ${MOST_ROW_FAULTS - 1}]') END
         WHERE id = $1`,
        [
          id,
          upTo,
          creates.length,
          updated,
          unchanged,
          faulty.length,
          JSON.stringify(faulty.flatMap((row) => faultsOf(row, headings)).slice(0, MOST_ROW_FAULTS)),
          leaseSeconds,
        ],
      );
    });
  }

  /** What the rows do to the products of the owner, which are locked. */
  private async plan(tx: Transaction, ownerId: number, rows: Batch['rows']) {
    const ids = rows.flatMap((row) => (isFaulty(row) ? [] : (row.fields.id ?? [])));
    const skus = rows.flatMap((row) => (isFaulty(row) ? [] : (row.fields.sku ?? [])));
    const found = await tx.query<Product>(
      `SELECT ${COLUMNS} FROM products WHERE id IN (
         SELECT id FROM products WHERE owner_id = $1 AND id = ANY ($2::integer[])
         UNION SELECT id FROM products WHERE owner_id = $1 AND sku = ANY ($3::text[])
       ) ORDER BY id FOR UPDATE`,
      [ownerId, ids, skus],
    );
    const byId = new Map(found.map((product) => [product.id, product]));
    const bySku = new Map(found.map((product) => [product.sku, product]));
    const plan = {
      creates: [] as (Pick<ImportRow, 'row' | 'pictures'> & { product: CreateProduct })[],
      changes: new Map<number, Change>(),
      updated: 0,
      unchanged: 0,
      faulty: [] as FaultyRow[],
      /** Of products that exist. */
      pictures: [] as AskedPictures[],
    };
    for (const each of rows) {
      if (isFaulty(each)) {
        plan.faulty.push(each);
        continue;
      }
      const { row, fields, pictures } = each;
      const fault = (field: string, message: string) => plan.faulty.push(faultyRow(row, field, message));
      const holder = typeof fields.sku === 'string' ? bySku.get(fields.sku) : undefined;
      const before = fields.id === undefined ? holder : byId.get(fields.id);
      if (fields.id !== undefined && !before) fault('id', 'is no product of yours; leave it empty to create one');
      else if (before && holder && holder.id !== before.id) fault('sku', 'is the key of another product of yours');
      else if (before) {
        const after = { ...before, ...given(fields) };
        const earlier = plan.changes.get(before.id); // one row names the product by its id, another one by its SKU
        if (differenceOf(before, after).length === 0) plan.unchanged += 1;
        else plan.updated += 1;
        if (earlier) earlier.after = after;
        else if (differenceOf(before, after).length > 0) plan.changes.set(before.id, { before, after });
        plan.pictures.push({ productId: before.id, row, addresses: pictures });
        byId.set(before.id, after);
        bySku.delete(before.sku);
        bySku.set(after.sku, after);
      } else {
        const made = newProduct(each);
        if ('product' in made) plan.creates.push({ row, pictures, product: made.product });
        else plan.faulty.push(made);
      }
    }
    return plan;
  }

  /** Keys that change are taken away first, so that products of a batch may exchange theirs. */
  private async update(tx: Transaction, ownerId: number, changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    const moved = changes.filter(({ before, after }) => before.sku !== null && before.sku !== after.sku);
    if (moved.length > 0)
      await tx.query('UPDATE products SET sku = NULL WHERE id = ANY ($1::integer[])', [moved.map(({ before }) => before.id)]);
    const rows = changes.map(({ after }) =>
      Object.fromEntries([['id', after.id], ...WRITTEN.map(({ name, property }) => [name, Reflect.get(after, property)])]),
    );
    await tx.query(
      `UPDATE products SET ${WRITTEN.map(({ name }) => `${name} = changed.${name}`).join(', ')}, updated_at = ${NEXT_VERSION}
       FROM (SELECT id, ${WRITTEN.map(({ name }) => name).join(', ')} FROM jsonb_populate_recordset(NULL::products, $1::jsonb)) AS changed
       WHERE products.id = changed.id`,
      [JSON.stringify(rows)],
    );
    await this.history.appendUpdates(
      tx,
      ownerId,
      changes.map(({ before, after }) => ({ productId: before.id, changes: differenceOf(before, after) })),
    );
  }
}

/** With the heading of the column as the file has it. */
const faultsOf = ({ row, faults }: FaultyRow, headings: Headings | undefined): RowFault[] =>
  faults.map(({ field, message }) => {
    const column = headings?.get(field.split('.', 1)[0] ?? field);
    return { row, field, ...(column !== undefined && { column }), message };
  });

/** Without fields that the row does not have. */
const given = (fields: ImportRow['fields']): Partial<Values> =>
  Object.fromEntries(Object.entries(fields).filter(([name, value]) => name !== 'id' && value !== undefined));
