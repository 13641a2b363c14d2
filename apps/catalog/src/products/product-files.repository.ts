import { Injectable } from '@nestjs/common';
import { DeclaredError, type ObjectFacts, productEvents } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { Outbox } from '@veza/transport';
import { Product } from './product.entity.js';
import { ProductFile } from './product-file.entity.js';
import { NEXT_VERSION } from './products.repository.js';

export const MOST_FILES = 50;

/**
 * What changes a product together with its files. Each transaction locks the product first, so that two of them agree on the
 * number of its files, and none is added to a product that is going.
 */
@Injectable()
export class ProductFilesRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** To a product that this transaction has locked. */
  async add(tx: Transaction, productId: number, { objectId, filename, type, size }: ObjectFacts): Promise<ProductFile> {
    const files = tx.getRepository(ProductFile);
    if ((await files.countBy({ productId })) >= MOST_FILES) throw tooManyFiles();
    const file = files.create({ productId, objectId, filename, type, size });
    await files.insert(file);
    await this.touch(tx, productId);
    return file;
  }

  /** Whether there was such a file. */
  async remove(productId: number, fileId: number): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      if ((await this.lock(tx, productId)) === undefined || (await this.drop(tx, productId, fileId)) === 0) return false;
      await this.touch(tx, productId);
      return true;
    });
  }

  /** Deletes a product with its files. Whether there was such a product, of that version if one is given. */
  async removeProduct(id: number, ifUpdatedAt?: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      if ((await this.lock(tx, id, ifUpdatedAt)) === undefined) return false;
      await this.drop(tx, id);
      await tx.getRepository(Product).delete({ id });
      return true;
    });
  }

  /** Whose it is, until the end of the transaction; undefined when there is no such product, of that version if one is given. */
  async lock(tx: Transaction, id: number, ifUpdatedAt?: string): Promise<number | undefined> {
    const [row] = await tx.query<{ ownerId: number }>(
      'SELECT owner_id AS "ownerId" FROM products WHERE id = $1 AND updated_at = coalesce($2, updated_at) FOR UPDATE',
      [id, ifUpdatedAt],
    );
    return row?.ownerId;
  }

  /** Deletes one file or all of them and says so of each. */
  private async drop(tx: Transaction, productId: number, fileId?: number): Promise<number> {
    const files = await tx.query<{ fileId: number; objectId: string }>(
      'DELETE FROM product_files WHERE product_id = $1 AND id = coalesce($2, id) RETURNING id AS "fileId", object_id AS "objectId"',
      [productId, fileId],
    );
    for (const file of files) await this.outbox.append(tx, productEvents.fileRemoved, { productId, ...file });
    return files.length;
  }

  private async touch(tx: Transaction, id: number): Promise<void> {
    await tx.query(`UPDATE products SET updated_at = ${NEXT_VERSION} WHERE id = $1`, [id]);
  }
}

export const tooManyFiles = () => new DeclaredError('CONFLICT', { message: `A product has at most ${MOST_FILES} files` });
