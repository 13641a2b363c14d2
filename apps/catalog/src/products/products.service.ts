import { Injectable } from '@nestjs/common';
import {
  type AdjustStock,
  type Caller,
  type CreateProduct,
  DeclaredError,
  type ExportProducts,
  type IdRange,
  type ListProductChanges,
  type ListProducts,
  type ListTrash,
  type ProductChangePage,
  type ProductExportPage,
  type ProductFileView,
  type ProductPage,
  type ProductSuggestions,
  type ProductView,
  type PublicIds,
  type TrashPage,
  type UpdateProduct,
} from '@veza/contracts';
import { requireOwner, requireUser } from '@veza/platform';
import { Claims } from '../objects/claims.js';
import { MOST_FILES, ProductFilesRepository, tooManyFiles } from './product-files.repository.js';
import { ProductCreates } from './product-creates.js';
import { ProductHistoryRepository } from './product-history.repository.js';
import { ProductTrashRepository } from './product-trash.repository.js';
import { fileView, productPage, productView, summary, trashPage } from './product-view.js';
import { ProductSearch } from './product-search.js';
import type { ProductRow } from './product-rows.js';
import { ProductsRepository } from './products.repository.js';

@Injectable()
export class ProductsService {
  constructor(
    private readonly products: ProductsRepository,
    private readonly searches: ProductSearch,
    private readonly creates: ProductCreates,
    private readonly files: ProductFilesRepository,
    private readonly trash: ProductTrashRepository,
    private readonly history: ProductHistoryRepository,
    private readonly claims: Claims,
  ) {}

  async create(caller: Caller, fields: CreateProduct): Promise<ProductView> {
    const { userId } = requireUser(caller);
    return this.creates.create(userId, fields);
  }

  async get(id: number): Promise<ProductView> {
    return productView(await this.find(id));
  }

  /** Those of the products that exist, in the order of the ids. */
  async among(ids: readonly number[]): Promise<{ products: ProductView[] }> {
    const found = new Map((await this.products.byIds(ids)).map((product) => [product.id, product]));
    return { products: ids.flatMap((id) => found.get(id) ?? []).map(summary) };
  }

  async list(caller: Caller, query: ListProducts): Promise<ProductPage> {
    return productPage(query, await this.searches.list(caller, query));
  }

  async export(caller: Caller, { owner, after }: ExportProducts): Promise<ProductExportPage> {
    const { userId, role } = requireUser(caller);
    if (owner !== 'me' && owner !== userId && role !== 'admin') throw new DeclaredError('FORBIDDEN');
    return this.products.exported(owner === 'me' ? userId : owner, after);
  }

  publicIds(range: IdRange): Promise<PublicIds> {
    return this.products.publicIds(range);
  }

  suggest(text: string): Promise<ProductSuggestions> {
    return this.searches.suggest(text);
  }

  async update(caller: Caller, change: UpdateProduct): Promise<ProductView> {
    const { userId } = await this.requireOwned(caller, change.id);
    const updated = await this.products.update(change, userId);
    if (!updated) throw unmatched(change.ifUpdatedAt);
    return productView(updated);
  }

  async delete(caller: Caller, id: number, ifUpdatedAt?: string): Promise<null> {
    const { userId } = await this.requireOwned(caller, id);
    if (!(await this.files.removeProduct(id, userId, ifUpdatedAt))) throw unmatched(ifUpdatedAt);
    return null;
  }

  async adjustStock(caller: Caller, change: AdjustStock): Promise<ProductView> {
    const { userId } = await this.requireOwned(caller, change.id);
    return this.products.adjustStock(change, userId);
  }

  async listTrash(caller: Caller, page: ListTrash): Promise<TrashPage> {
    const { userId } = requireUser(caller);
    return trashPage(await this.trash.list(userId, page));
  }

  async restore(caller: Caller, id: number): Promise<ProductView> {
    requireOwner(caller, await this.trashedOwner(id));
    const { userId } = requireUser(caller);
    if (!(await this.trash.restore(id, userId))) throw new DeclaredError('NOT_FOUND');
    return this.get(id);
  }

  /** Also of a deleted product. */
  async listChanges(caller: Caller, query: ListProductChanges): Promise<ProductChangePage> {
    const product = await this.products.find(query.id);
    requireOwner(caller, product ? product.ownerId : await this.trashedOwner(query.id));
    return this.history.list(query);
  }

  private async trashedOwner(id: number): Promise<number> {
    const ownerId = await this.trash.ownerOf(id);
    if (ownerId === undefined) throw new DeclaredError('NOT_FOUND');
    return ownerId;
  }

  async mayAddFile(caller: Caller, id: number): Promise<null> {
    const { product } = await this.requireOwned(caller, id);
    if ((product.files?.length ?? 0) >= MOST_FILES) throw tooManyFiles();
    return null;
  }

  async addFile(caller: Caller, id: number, objectId: string): Promise<ProductFileView> {
    const uploader = requireUser(caller);
    return this.claims.keep(uploader, { objectId, owner: `product ${id}` }, async (tx, object) => {
      const ownerId = await this.files.lock(tx, id);
      if (ownerId === undefined) throw new DeclaredError('NOT_FOUND');
      requireOwner(caller, ownerId);
      return fileView(await this.files.add(tx, { productId: id, ownerId, userId: uploader.userId }, object));
    });
  }

  /** Files of a free product are public; other files are for the owner. */
  async getFile(caller: Caller, id: number, fileId: number): Promise<ProductFileView & { objectId: string }> {
    const product = await this.find(id);
    if (product.price !== '0.00') requireOwner(caller, product.ownerId);
    const file = product.files?.find((candidate) => candidate.id === fileId);
    if (!file) throw new DeclaredError('NOT_FOUND');
    return { ...fileView(file), objectId: file.objectId };
  }

  async removeFile(caller: Caller, id: number, fileId: number): Promise<null> {
    const { userId } = await this.requireOwned(caller, id);
    if (!(await this.files.remove(id, fileId, userId))) throw new DeclaredError('NOT_FOUND');
    return null;
  }

  private async requireOwned(caller: Caller, id: number): Promise<{ product: ProductRow; userId: number }> {
    const product = await this.find(id);
    requireOwner(caller, product.ownerId);
    return { product, userId: requireUser(caller).userId };
  }

  private async find(id: number): Promise<ProductRow> {
    const product = await this.products.find(id);
    if (!product) throw new DeclaredError('NOT_FOUND');
    return product;
  }
}

/** Of a product that was found a moment before: its version is another one now, or it was deleted. */
function unmatched(ifUpdatedAt: string | undefined): DeclaredError {
  return new DeclaredError(ifUpdatedAt === undefined ? 'NOT_FOUND' : 'PRECONDITION_FAILED');
}
