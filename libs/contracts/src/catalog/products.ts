import { z } from 'zod';
import { event } from '../events.js';
import { ObjectId } from '../media/index.js';
import { PageQuery, pageOf } from '../paging.js';
import { Done, rpc } from '../rpc.js';
import { label, text } from '../text.js';
import { Price } from './price.js';

const Id = z.int().min(1).max(2_147_483_647);
const Name = label(1, 200);
const Description = text(0, 5_000);
const Stock = z.int().min(0).max(2_147_483_647);
const Category = label(1, 60);

/** Bytes that belong to a product, as a list shows them. */
export const ProductFileView = z.object({
  id: Id,
  filename: z.string(),
  /** The type that the content has, not the one that the uploader said. */
  type: z.string(),
  /** Bytes. */
  size: z.int(),
  uploadedAt: z.string(),
});
export type ProductFileView = z.infer<typeof ProductFileView>;

export const ProductView = z.object({
  id: Id,
  name: z.string(),
  description: z.string(),
  price: Price,
  /** ISO 4217. */
  currency: z.string(),
  stock: z.int(),
  category: z.string().nullable(),
  ownerId: Id,
  createdAt: z.string(),
  /** Grows with every change of the product or of its files, by a millisecond at least: it is the product's version. */
  updatedAt: z.string(),
  /** Only where one product is shown, not in lists. */
  files: z.array(ProductFileView).optional(),
});
export type ProductView = z.infer<typeof ProductView>;

export const CreateProduct = z.strictObject({
  name: Name,
  description: Description.default(''),
  price: Price,
  stock: Stock.default(0),
  category: Category.nullable().default(null),
});
export type CreateProduct = z.infer<typeof CreateProduct>;

export const UpdateProduct = z.strictObject({
  id: Id,
  /** The `updatedAt` that the caller has seen; another one now is PRECONDITION_FAILED. */
  ifUpdatedAt: z.iso.datetime().optional(),
  name: Name.optional(),
  description: Description.optional(),
  price: Price.optional(),
  stock: Stock.optional(),
  category: Category.nullable().optional(),
});
export type UpdateProduct = z.infer<typeof UpdateProduct>;

export const ProductSort = z.enum(['created_at', '-created_at', 'prix', '-prix', 'nom', '-nom']);
export type ProductSort = z.infer<typeof ProductSort>;

export const ListProducts = z.strictObject({
  ...PageQuery.shape,
  /** Forgives accents, case and a typo; a search without a letter or a digit finds nothing. */
  search: text(0, 200).optional(),
  /** Default: the best match first when searching, else the newest first. */
  sort: ProductSort.optional(),
  category: text(1, 60).optional(),
  priceMin: Price.optional(),
  priceMax: Price.optional(),
  facets: z
    .array(z.enum(['category']))
    .max(1)
    .default([]),
});
export type ListProducts = z.infer<typeof ListProducts>;

export const ProductPage = pageOf(ProductView).extend({
  /** What the filters let through, whatever the page: the 50 most frequent values. */
  facets: z.object({ category: z.array(z.object({ value: z.string(), count: z.int() })).max(50) }).optional(),
});
export type ProductPage = z.infer<typeof ProductPage>;

const One = z.strictObject({ id: Id });
const OneFile = z.strictObject({ id: Id, fileId: Id });

/**
 * Things for sale. Everybody reads; the owner and platform administrators write.
 *
 * Bytes of a file: the owner, administrators, and everybody while the price is 0. A file is uploaded first
 * (`mayAddFile`, then media's byte port) and added by its object id; when adding is refused the object is released.
 */
export const products = {
  create: rpc('catalog.products.create', {
    summary: 'Offer a product',
    request: CreateProduct,
    reply: ProductView,
    errors: ['UNAUTHENTICATED'],
  }),
  get: rpc('catalog.products.get', {
    summary: 'One product with its files',
    request: One,
    reply: ProductView,
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
  list: rpc('catalog.products.list', {
    summary: 'Products by filters, words and order',
    request: ListProducts,
    reply: ProductPage,
    idempotent: true,
  }),
  update: rpc('catalog.products.update', {
    summary: 'Change what is given of a product',
    request: UpdateProduct,
    reply: ProductView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
  delete: rpc('catalog.products.delete', {
    summary: 'Take a product away with its files',
    request: z.strictObject({ id: Id, ifUpdatedAt: z.iso.datetime().optional() }),
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
  mayAddFile: rpc('catalog.products.mayAddFile', {
    summary: 'Whether the caller may add a file, asked before its bytes are taken',
    request: One,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'],
    idempotent: true,
  }),
  addFile: rpc('catalog.products.addFile', {
    summary: 'Claim an uploaded object as a file of a product',
    request: z.strictObject({ id: Id, objectId: ObjectId }),
    reply: ProductFileView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'],
  }),
  getFile: rpc('catalog.products.getFile', {
    summary: 'The object behind a file, for those who may have its bytes',
    request: OneFile,
    reply: ProductFileView.extend({ objectId: ObjectId }),
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
  removeFile: rpc('catalog.products.removeFile', {
    summary: 'Take a file away',
    request: OneFile,
    reply: Done,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
  }),
};

export const productEvents = {
  fileRemoved: event('catalog.products.fileRemoved', {
    summary: 'A file of a product is gone, alone or with its product: nobody needs its bytes any more.',
    payload: z.object({ productId: Id, fileId: Id, objectId: ObjectId }),
  }),
};
