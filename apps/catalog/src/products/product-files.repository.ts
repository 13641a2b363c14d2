import { Injectable } from '@nestjs/common';
import { DeclaredError, type ObjectFacts, productEvents } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { Outbox } from '@veza/transport';
import { Product } from './product.entity.js';
import { ProductHistoryRepository } from './product-history.repository.js';
import { ProductTrashRepository } from './product-trash.repository.js';
import { ProductFile } from './product-file.entity.js';
import { NEXT_VERSION } from './products.repository.js';

export const MOST_FILES = 50;

/**
 * Changes of a product together with its files. Each transaction locks the product first: two of them agree on the number
 * of its files, and no file is added to a product that is being deleted.
 */
@Injectable()
export class ProductFilesRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly history: ProductHistoryRepository,
    private readonly trash: ProductTrashRepository,
  ) {}

  /** Adds a file to a product that this transaction has locked. */
  async add(
    tx: Transaction,
    { productId, ...actors }: { productId: number; ownerId: number; userId: number },
    { objectId, filename, type, size }: ObjectFacts,
  ): Promise<ProductFile> {
    if ((await tx.countBy(ProductFile, { productId })) >= MOST_FILES) throw tooManyFiles();
    const file = tx.create(ProductFile, { productId, objectId, filename, type, size });
    await tx.insert(ProductFile, file); // fills in the id and the time
    await this.touch(tx, productId);
    const changes = [{ field: 'file', from: null, to: filename }];
    await this.history.append(tx, { productId, ...actors, action: 'add_file', changes });
    return file;
  }

  /** False when there is no such file. */
  async remove(productId: number, fileId: number, userId: number): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const ownerId = await this.lock(tx, productId);
      if (ownerId === undefined) return false;
      const file = await tx.findOneBy(ProductFile, { productId, id: fileId });
      if (!file) return false;
      await tx.delete(ProductFile, { id: fileId });
      await this.outbox.append(tx, productEvents.fileRemoved, { productId, fileId, objectId: file.objectId });
      await this.touch(tx, productId);
      const changes = [{ field: 'file', from: file.filename, to: null }];
      await this.history.append(tx, { productId, ownerId, userId, action: 'remove_file', changes });
      return true;
    });
  }

  /** Moves a product with its files to the trash. False when there is no such product, or not of the given version. */
  async removeProduct(id: number, userId: number, ifUpdatedAt?: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      if ((await this.lock(tx, id, ifUpdatedAt)) === undefined) return false;
      await this.trash.move(tx, id, userId);
      return true;
    });
  }

  /**
   * Locks the row of a product until the end of the transaction and returns its owner; undefined when there is no such
   * product, or not of the given version.
   */
  async lock(tx: Transaction, id: number, ifUpdatedAt?: string): Promise<number | undefined> {
    const seen = ifUpdatedAt === undefined ? {} : { updatedAt: new Date(ifUpdatedAt) };
    const product = await tx.findOne(Product, {
      select: { id: true, ownerId: true },
      where: { id, ...seen },
      lock: { mode: 'pessimistic_write' },
    });
    return product?.ownerId;
  }

  private async touch(tx: Transaction, id: number): Promise<void> {
    await tx.update(Product, { id }, { updatedAt: () => NEXT_VERSION });
  }
}

export const tooManyFiles = () =>
  new DeclaredError('CONFLICT', { message: `The product already has the maximum of ${MOST_FILES} files` });
