import { Injectable } from '@nestjs/common';
import {
  type AddPicture,
  type ArrangePictures,
  type Caller,
  DeclaredError,
  MOST_PICTURES,
  type ProductView,
  type RemovePicture,
} from '@veza/contracts';
import { Database, once, type Transaction } from '@veza/database';
import { requireOwner, requireUser } from '@veza/platform';
import { Claims } from '../objects/claims.js';
import { ProductPicturesRepository, tooManyPictures } from './product-pictures.repository.js';
import type { Product } from './product.entity.js';
import { productView } from './product-view.js';
import { ProductsRepository } from './products.repository.js';

/** Pictures of products (decision 170): anyone may load them, so they are claimed as public. */
@Injectable()
export class ProductPicturesService {
  constructor(
    private readonly database: Database,
    private readonly products: ProductsRepository,
    private readonly pictures: ProductPicturesRepository,
    private readonly claims: Claims,
  ) {}

  async mayAdd(caller: Caller, id: number): Promise<null> {
    const product = await this.products.find(id);
    if (!product) throw new DeclaredError('NOT_FOUND');
    requireOwner(caller, product.ownerId);
    if (product.pictures.length >= MOST_PICTURES) throw tooManyPictures();
    return null;
  }

  async add(caller: Caller, { id, objectId, alt }: AddPicture): Promise<ProductView> {
    const uploader = requireUser(caller);
    const use = async (tx: Transaction) => {
      const product = await this.lockOwned(tx, caller, id);
      return productView(await this.pictures.add(tx, product, uploader.userId, { id: objectId, alt }));
    };
    return this.claims.keep(uploader, { objectId, owner: `product ${id}`, isPublic: true }, use);
  }

  arrange(caller: Caller, { id, pictures }: ArrangePictures): Promise<ProductView> {
    const { userId } = requireUser(caller);
    return this.database.transaction((tx) =>
      once(tx, async () => {
        const product = await this.lockOwned(tx, caller, id);
        return productView(await this.pictures.arrange(tx, product, userId, pictures));
      }),
    );
  }

  remove(caller: Caller, { id, pictureId }: RemovePicture): Promise<null> {
    const { userId } = requireUser(caller);
    return this.database.transaction(async (tx) => {
      await this.pictures.remove(tx, await this.lockOwned(tx, caller, id), userId, pictureId);
      return null;
    });
  }

  private async lockOwned(tx: Transaction, caller: Caller, id: number): Promise<Product> {
    const product = await this.pictures.lock(tx, id);
    if (!product) throw new DeclaredError('NOT_FOUND');
    requireOwner(caller, product.ownerId);
    return product;
  }
}
