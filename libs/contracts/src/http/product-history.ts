import { z } from 'zod';
import { AdjustStock, ProductAction } from '../catalog/index.js';
import { timestamp } from '../timestamp.js';
import { WirePageInfo } from './page-info.js';

export const AdjustStockBody = z.object({ by: AdjustStock.shape.by });

const WireTrashedProduct = z.object({
  id: z.int().describe('Id of the product.'),
  nom: z.string().describe('Name of the product, the same as `name`.'),
  name: z.string().describe('Name of the product.'),
  prix: z.number().describe('Price, the same as `price`.'),
  price: z.number().describe('Price in units of `currency`.'),
  currency: z.string().describe('Currency of the price, ISO 4217.'),
  deleted_by: z.int().nullable().describe('Id of the user who deleted the product; null after the erasure of the account.'),
  deleted_at: timestamp('When the product was deleted.'),
  expires_at: timestamp('When the product is deleted permanently, with its files.'),
});

export const WireProductTrash = z
  .object({ products: z.array(WireTrashedProduct).describe('The products of the page.'), ...WirePageInfo.shape })
  .describe('A page of deleted products.');
export type WireProductTrash = z.infer<typeof WireProductTrash>;

const Value = z.union([z.string(), z.number(), z.null()]);

const WireProductChange = z.object({
  id: z.int().describe('Id of the change.'),
  at: timestamp('When the change was made.'),
  user_id: z.int().nullable().describe('Id of the user who made the change; null after the erasure of the account.'),
  username: z.string().describe('User name of that user.'),
  action: ProductAction,
  changes: z
    .array(
      z.object({
        field: z.string().describe('Name of the field, `file` for a file.'),
        from: Value.describe('Value before the change; a price is a decimal text.'),
        to: Value.describe('Value after the change.'),
      }),
    )
    .describe('The difference.'),
});

export const WireProductHistory = z
  .object({ changes: z.array(WireProductChange).describe('The changes of the page, newest first.'), ...WirePageInfo.shape })
  .describe('A page of the history of a product.');
export type WireProductHistory = z.infer<typeof WireProductHistory>;
