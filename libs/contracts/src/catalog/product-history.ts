import { z } from 'zod';
import { PageQuery, pageOf } from '../paging.js';
import { Price } from './price.js';
import { ProductView } from './product-view.js';

const Id = z.int().min(1).max(2_147_483_647);

/** Days that a deleted product can be restored. */
export const TRASH_DAYS = 30;
/** Changes of one product that are kept. */
export const MOST_CHANGES = 200;
const MOST_MOVED = 1_000_000;

export const AdjustStock = z.strictObject({
  id: Id,
  by: z
    .int()
    .min(-MOST_MOVED)
    .max(MOST_MOVED)
    .refine((by) => by !== 0, 'must not be 0')
    .describe('Items that are added; a negative number takes items away.'),
});
export type AdjustStock = z.infer<typeof AdjustStock>;

/** A deleted product. Its files are kept with it. */
export const TrashedProduct = z.object({
  id: Id,
  name: z.string(),
  price: Price,
  currency: z.string(),
  ownerId: Id,
  /** Null when the account was erased. */
  deletedBy: Id.nullable(),
  deletedAt: z.string(),
  /** When it is deleted permanently. */
  expiresAt: z.string(),
});
export type TrashedProduct = z.infer<typeof TrashedProduct>;

export const ListTrash = z.strictObject(PageQuery.shape);
export type ListTrash = z.infer<typeof ListTrash>;

export const TrashPage = pageOf(TrashedProduct);
export type TrashPage = z.infer<typeof TrashPage>;

export const ProductAction = z
  .enum(['update', 'stock', 'add_file', 'remove_file', 'add_picture', 'arrange_pictures', 'remove_picture', 'delete', 'restore'])
  .describe('The kind of change. The creation is not listed: the product itself has its time and its owner.');
export type ProductAction = z.infer<typeof ProductAction>;

const Value = z.union([z.string(), z.number(), z.null()]);

/** One change of a product. Money is text. */
export const ProductChange = z.object({
  id: z.int(),
  at: z.string(),
  /** Null when the account was erased. */
  userId: Id.nullable(),
  action: ProductAction,
  /** Each of them a field of the product. */
  changes: z.array(z.object({ field: z.string(), from: Value, to: Value })).max(Object.keys(ProductView.shape).length),
});
export type ProductChange = z.infer<typeof ProductChange>;

export const ListProductChanges = z.strictObject({ id: Id, ...PageQuery.shape });
export type ListProductChanges = z.infer<typeof ListProductChanges>;

export const ProductChangePage = pageOf(ProductChange);
export type ProductChangePage = z.infer<typeof ProductChangePage>;
