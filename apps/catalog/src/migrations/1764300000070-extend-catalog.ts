import type { FoldedMigration } from '@veza/database';
import type { QueryRunner } from 'typeorm';
import { FUNCTIONS } from './extend-catalog/functions.js';
import { PRODUCTS, RESOURCES, prepare, fill, finish } from './extend-catalog/searched.js';
import { TABLES } from './extend-catalog/tables.js';

/**
 * What came between 0.2.0 and the fold (decision 231); most is the search by words (decisions 138, 147, 148). Bodies of
 * functions keep the indentation that Postgres has stored.
 *
 * Online: new columns are empty, triggers fill them for rows that change, existing rows are filled in small batches,
 * and the indexes are built concurrently. So no transaction spans it, and every statement may run again after a
 * failure. Replicas of 0.2.0 cannot search any more once the old columns are dropped, which happens last.
 */
export class ExtendCatalog1764300000070 implements FoldedMigration {
  readonly transaction = false;
  readonly replaces = [
    'IndexResources1763770000001',
    'SearchByWords1763770000002',
    'SampleWords1763770000003',
    'CreateProductTrash1763770000004',
    'AddProductSku1763940000080',
    'CreateProductImports1763940000081',
    'KeepTagKeys1764100000070',
    'MarkProductsInStock1764100000071',
    'CreateResourceTrash1764100000072',
    'AddProductPrices1764200000070',
    'AddProductPictures1764200000071',
    'MarkSoldOutProducts1764300000070',
  ];
  readonly completedBy = 'commit 9c2ca5f9';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    for (const statement of FUNCTIONS) await runner.query(statement);
    for (const searched of [PRODUCTS, RESOURCES]) await prepare(runner, searched);
    for (const searched of [PRODUCTS, RESOURCES]) {
      await fill(runner, searched);
      await finish(runner, searched);
    }
  }
}
