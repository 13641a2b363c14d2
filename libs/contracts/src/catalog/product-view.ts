import { z } from 'zod';
import { Price } from './price.js';
import { Prices } from './prices.js';
import { ProductPicture } from './product-pictures.js';

const Id = z.int().min(1).max(2_147_483_647);

/** A file of a product. */
export const ProductFileView = z.object({
  id: Id,
  filename: z.string(),
  /** Media type detected from the content, not the one that the uploader declared. */
  type: z.string(),
  /** Bytes. */
  size: z.int(),
  uploadedAt: z.string(),
});
export type ProductFileView = z.infer<typeof ProductFileView>;

export const ProductView = z.object({
  id: Id,
  sku: z.string().nullable(),
  name: z.string(),
  description: z.string(),
  price: Price,
  /** ISO 4217. */
  currency: z.string(),
  /** In further currencies. */
  prices: Prices,
  stock: z.int(),
  category: z.string().nullable(),
  /** The first one stands for the product. */
  pictures: z.array(ProductPicture),
  ownerId: Id,
  createdAt: z.string(),
  /** Grows by at least a millisecond with every change of the product or its files, so it serves as the version. */
  updatedAt: z.string(),
  /** Absent in lists. */
  files: z.array(ProductFileView).optional(),
});
export type ProductView = z.infer<typeof ProductView>;
