import { Injectable } from '@nestjs/common';
import { DeclaredError, MOST_PICTURES, type ProductAction, productEvents, type ProductPicture } from '@veza/contracts';
import { type Transaction, updateReturning } from '@veza/database';
import { Outbox } from '@veza/transport';
import { Product } from './product.entity.js';
import { ProductHistoryRepository } from './product-history.repository.js';
import type { ProductWithFiles } from './product-rows.js';
import { filesOf, NEXT_VERSION } from './products.repository.js';

/**
 * The pictures of a product, which are a column of its row: they are read, moved to the trash and restored with it. Each
 * change locks the product, so two of them agree on the number and the order.
 */
@Injectable()
export class ProductPicturesRepository {
  constructor(
    private readonly outbox: Outbox,
    private readonly history: ProductHistoryRepository,
  ) {}

  /** Null when there is no such product. */
  lock(tx: Transaction, id: number): Promise<Product | null> {
    return tx.findOne(Product, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async add(tx: Transaction, product: Product, userId: number, picture: ProductPicture): Promise<ProductWithFiles> {
    if (product.pictures.length >= MOST_PICTURES) throw tooManyPictures();
    return this.change(tx, product, { userId, action: 'add_picture' }, [...product.pictures, picture]);
  }

  /** CONFLICT unless the pictures are those of the product, each once: another change came in between. */
  async arrange(
    tx: Transaction,
    product: Product,
    userId: number,
    pictures: readonly ProductPicture[],
  ): Promise<ProductWithFiles> {
    const ids = (all: readonly ProductPicture[]) =>
      all
        .map(({ id }) => id)
        .sort()
        .join();
    if (ids(pictures) !== ids(product.pictures))
      throw new DeclaredError('CONFLICT', { message: 'pictures: must be all pictures of the product, each once' });
    return this.change(tx, product, { userId, action: 'arrange_pictures' }, pictures);
  }

  /** NOT_FOUND when the product has no such picture. */
  async remove(tx: Transaction, product: Product, userId: number, objectId: string): Promise<void> {
    const left = product.pictures.filter(({ id }) => id !== objectId);
    if (left.length === product.pictures.length) throw new DeclaredError('NOT_FOUND');
    await this.change(tx, product, { userId, action: 'remove_picture' }, left);
    await this.outbox.append(tx, productEvents.pictureRemoved, { productId: product.id, objectId });
  }

  private async change(
    tx: Transaction,
    { id, ownerId, pictures: before }: Product,
    change: { userId: number; action: ProductAction },
    pictures: readonly ProductPicture[],
  ): Promise<ProductWithFiles> {
    const [row] = await updateReturning(tx, Product, { id }, { pictures: [...pictures], updatedAt: () => NEXT_VERSION });
    if (!row) throw new DeclaredError('NOT_FOUND');
    const changes = [{ field: 'pictures', from: before.length, to: pictures.length }];
    await this.history.append(tx, { productId: id, ownerId, ...change, changes });
    return { ...row, files: await filesOf(tx, id) };
  }
}

export const tooManyPictures = () =>
  new DeclaredError('CONFLICT', { message: `The product already has the maximum of ${MOST_PICTURES} pictures` });
