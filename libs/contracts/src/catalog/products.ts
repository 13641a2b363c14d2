import { z } from 'zod';
import { event } from '../events.js';
import { ObjectId } from '../media/index.js';
import { CountedTotal, PageQuery, pageOf, SearchHelp } from '../paging.js';
import { IdRange, PublicIds } from '../public-ids.js';
import { Published } from '../publications.js';
import { Done, rpc } from '../rpc.js';
import { text, visibleLabel } from '../text.js';
import { AddPicture, ArrangePictures, RemovePicture } from './product-pictures.js';
import { Price } from './price.js';
import { Currency, Prices } from './prices.js';
import { ExportProducts, ProductExportPage } from './product-export.js';
import { CatalogChange } from './catalog-change.js';
import { ProductFileView, ProductView } from './product-view.js';
import { AdjustStock, ListProductChanges, ListTrash, ProductChangePage, TrashPage } from './product-history.js';

const Id = z.int().min(1).max(2_147_483_647);
const Name = visibleLabel(1, 200).describe('Name of the product, 1 to 200 characters.');
const Sku = visibleLabel(1, 64)
  .nullable()
  .describe(
    'The key of the owner for the product (SKU), 1 to 64 characters, or null. The products of an owner have different keys.',
  );
const Description = text(0, 5_000).describe('Description of the product, at most 5,000 characters.');
const Stock = z.int().min(0).max(2_147_483_647).describe('Number of items in stock.');
const Category = visibleLabel(1, 60);
const NullableCategory = Category.nullable().describe('Category of the product, 1 to 60 characters, or null.');

export const CreateProduct = z.strictObject({
  sku: Sku.default(null),
  name: Name,
  description: Description.default(''),
  price: Price,
  prices: Prices.default(null),
  stock: Stock.default(0),
  category: NullableCategory.default(null),
});
export type CreateProduct = z.infer<typeof CreateProduct>;

export const UpdateProduct = z.strictObject({
  id: Id,
  /** The `updatedAt` that the caller read. If it has changed since, the error is PRECONDITION_FAILED. */
  ifUpdatedAt: z.iso.datetime().optional(),
  sku: Sku.optional(),
  name: Name.optional(),
  description: Description.optional(),
  price: Price.optional(),
  /** All of them. */
  prices: Prices.optional(),
  stock: Stock.optional(),
  category: NullableCategory.optional(),
});
export type UpdateProduct = z.infer<typeof UpdateProduct>;

/** What the owner writes of a product: the fields of an update, of its history and of a row of an import. */
export const PRODUCT_FIELDS = UpdateProduct.omit({ id: true, ifUpdatedAt: true }).keyof().options;
export type ProductField = (typeof PRODUCT_FIELDS)[number];

export const ProductSort = z
  .enum(['created_at', '-created_at', 'prix', '-prix', 'price', '-price', 'nom', '-nom', 'name', '-name'])
  .describe(
    'Sort order; a leading `-` is descending. `price` is `prix`, `name` is `nom`. Default: best match when searching, otherwise newest first.',
  );
export type ProductSort = z.infer<typeof ProductSort>;

export const FacetName = z.enum(['category', 'price', 'owner', 'in_stock']).describe('A facet of a list of products.');
export type FacetName = z.infer<typeof FacetName>;

const Count = z.int().nonnegative();

/** The counts of a facet ignore the filter by it, so that the values beside the chosen one can be shown. */
export const ProductFacets = z.object({
  /** The 50 most frequent categories. */
  category: z.array(z.object({ value: z.string(), count: Count })).max(50),
  /** Ranges of prices, from the lowest on: from `from` to below `to`, null at the end. */
  price: z
    .array(z.object({ from: Price, to: Price.nullable(), count: Count }))
    .max(50)
    .optional(),
  /** The 50 owners with most products. */
  owner: z
    .array(z.object({ value: Id, count: Count }))
    .max(50)
    .optional(),
  /** In stock, and sold out. */
  inStock: z
    .array(z.object({ value: z.boolean(), count: Count }))
    .max(2)
    .optional(),
  /** The counts are those of a sample, multiplied. */
  isEstimate: z.boolean(),
});
export type ProductFacets = z.infer<typeof ProductFacets>;

export const SuggestProducts = z.strictObject({
  q: text(1, 100).describe('The beginning of a name or of a word, as typed so far.'),
});

export const ProductSuggestions = z.object({
  suggestions: z
    .array(
      z.object({
        text: z.string().describe('Text to search for.'),
        kind: z.enum(['product', 'word']).describe('`product`: the name of a product. `word`: a completion of the last word.'),
      }),
    )
    .max(10)
    .describe('At most ten, names first.'),
});
export type ProductSuggestions = z.infer<typeof ProductSuggestions>;

export const ListProducts = z.strictObject({
  ...PageQuery.shape,
  total: CountedTotal,
  search: text(0, 200)
    .optional()
    .describe(
      'Full-text search, ranked. Ignores case and accents, and tolerates one typo from four letters and two from eight. `"some words"` stand together, a word behind `-` is absent. A search that matches nothing leaves a word out. An exact SKU of the caller is found first. Needs a letter or a digit to match.',
    ),
  sort: ProductSort.optional(),
  /** Any of them. */
  categories: z.array(text(1, 60)).max(40).default([]),
  /** Of one seller; `me` is the caller. */
  owner: z.union([Id, z.literal('me')]).optional(),
  /** With this key, among those of `owner`, or of the caller. */
  sku: text(1, 64).optional(),
  /** The prices of the filters, of the sort order and of the facet; default: EUR. Only products with a price in it. */
  currency: Currency.optional(),
  priceMin: Price.optional(),
  priceMax: Price.optional(),
  /** With a stock above zero, or without one. */
  inStock: z.boolean().optional(),
  facets: z.array(FacetName).max(4).default([]),
});
export type ListProducts = z.infer<typeof ListProducts>;

export const ProductPage = pageOf(ProductView).extend({
  ...SearchHelp.shape,
  /** Counts over all products that match the filters, independent of the page. */
  facets: ProductFacets.optional(),
});
export type ProductPage = z.infer<typeof ProductPage>;

const One = z.strictObject({ id: Id });
const OneFile = z.strictObject({ id: Id, fileId: Id });

/**
 * Products for sale. Reading is public; the owner and platform administrators write.
 *
 * The bytes of a file are available to the owner and administrators, and publicly while the price is 0. A file is uploaded
 * first (`mayAddFile`, then media's byte port) and added by its object id. If adding fails, the object is released.
 */
export const products = {
  create: rpc('catalog.products.create', {
    permission: 'catalog.products.create',
    summary: 'Create a product',
    request: CreateProduct,
    reply: ProductView,
    errors: ['UNAUTHENTICATED', 'CONFLICT'],
  }),
  get: rpc('catalog.products.get', {
    permission: 'catalog.products.get',
    summary: 'Get a product with its files',
    request: One,
    reply: ProductView,
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
  among: rpc('catalog.products.among', {
    permission: 'catalog.products.get',
    summary: 'Get those of at most 100 products that exist, in the order of the ids',
    request: z.strictObject({ ids: z.array(Id).max(100) }),
    reply: z.object({ products: z.array(ProductView).max(100) }),
    idempotent: true,
  }),
  list: rpc('catalog.products.list', {
    permission: 'catalog.products.list',
    summary: 'List or search products',
    request: ListProducts,
    reply: ProductPage,
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
    cancellable: true,
  }),
  export: rpc('catalog.products.export', {
    permission: 'catalog.products.export',
    summary: 'Read the next products of an export, in the order of their ids',
    request: ExportProducts,
    reply: ProductExportPage,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'],
    idempotent: true,
  }),
  suggest: rpc('catalog.products.suggest', {
    permission: 'catalog.products.list',
    summary: 'Complete a search while it is typed',
    request: SuggestProducts,
    reply: ProductSuggestions,
    idempotent: true,
    cancellable: true,
  }),
  update: rpc('catalog.products.update', {
    permission: 'catalog.products.update',
    summary: 'Update a product; absent fields keep their value',
    request: UpdateProduct,
    reply: ProductView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'PRECONDITION_FAILED', 'CONFLICT'],
  }),
  adjustStock: rpc('catalog.products.adjustStock', {
    permission: 'catalog.products.adjustStock',
    summary: 'Add items to the stock of a product, or take some away',
    request: AdjustStock,
    reply: ProductView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'OUT_OF_STOCK'],
  }),
  listTrash: rpc('catalog.products.listTrash', {
    permission: 'catalog.products.listTrash',
    summary: 'List the deleted products of the caller, the last deleted first',
    request: ListTrash,
    reply: TrashPage,
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
  restore: rpc('catalog.products.restore', {
    permission: 'catalog.products.restore',
    summary: 'Restore a deleted product with its files; CONFLICT while another product has its SKU',
    request: One,
    reply: ProductView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'],
  }),
  publicIds: rpc('catalog.products.publicIds', {
    permission: 'internal',
    summary: 'List the ids of the products, in a range',
    request: IdRange,
    reply: PublicIds,
    idempotent: true,
  }),
  history: rpc('catalog.products.history', {
    permission: 'catalog.products.history',
    summary: 'List the changes of a product, the newest first, also of a deleted one',
    request: ListProductChanges,
    reply: ProductChangePage,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  delete: rpc('catalog.products.delete', {
    permission: 'catalog.products.delete',
    summary: 'Move a product with its files to the trash',
    request: z.strictObject({ id: Id, ifUpdatedAt: z.iso.datetime().optional() }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
  mayAddFile: rpc('catalog.products.mayAddFile', {
    permission: 'catalog.products.addFile',
    summary: 'Check that the caller may add a file, before its bytes are accepted',
    request: One,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'],
    idempotent: true,
  }),
  addFile: rpc('catalog.products.addFile', {
    permission: 'catalog.products.addFile',
    summary: 'Claim an uploaded object as a file of a product',
    request: z.strictObject({ id: Id, objectId: ObjectId }),
    reply: ProductFileView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'],
  }),
  getFile: rpc('catalog.products.getFile', {
    permission: 'catalog.products.getFile',
    summary: 'Get the object of a file, for callers who may download it',
    request: OneFile,
    reply: ProductFileView.extend({ objectId: ObjectId }),
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  removeFile: rpc('catalog.products.removeFile', {
    permission: 'catalog.products.removeFile',
    summary: 'Delete a file of a product',
    request: OneFile,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
  }),
  mayAddPicture: rpc('catalog.products.mayAddPicture', {
    permission: 'catalog.products.addPicture',
    summary: 'Check that the caller may add a picture, before its bytes are accepted',
    request: One,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'],
    idempotent: true,
  }),
  addPicture: rpc('catalog.products.addPicture', {
    permission: 'catalog.products.addPicture',
    summary: 'Claim an uploaded object as the last picture of a product',
    request: AddPicture,
    reply: ProductView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'UNSUPPORTED_MEDIA_TYPE'],
  }),
  arrangePictures: rpc('catalog.products.arrangePictures', {
    permission: 'catalog.products.arrangePictures',
    summary: 'Order and describe the pictures of a product; CONFLICT unless all of them are named once',
    request: ArrangePictures,
    reply: ProductView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'],
  }),
  removePicture: rpc('catalog.products.removePicture', {
    permission: 'catalog.products.removePicture',
    summary: 'Delete a picture of a product',
    request: RemovePicture,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
  }),
};

export const productEvents = {
  changed: event('catalog.products.changed', {
    summary: 'Products of an owner were created, changed, moved to the trash or restored.',
    payload: CatalogChange,
  }),
  published: event('catalog.products.published', {
    summary: 'Products that were there before the feed; `changed` has later ones.',
    payload: Published,
  }),
  pictureRemoved: event('catalog.products.pictureRemoved', {
    summary: 'A picture was deleted permanently, alone or with its product; its object can be released.',
    payload: z.object({ productId: Id, objectId: ObjectId }),
  }),
  fileRemoved: event('catalog.products.fileRemoved', {
    summary: 'A file of a product was deleted permanently, alone or with its product; its object can be released.',
    payload: z.object({ productId: Id, fileId: Id, objectId: ObjectId }),
  }),
};
