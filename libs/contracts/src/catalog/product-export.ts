import { z } from 'zod';
import { ProductView } from './product-view.js';

const Id = z.int().min(1).max(2_147_483_647);

/** Products of one page of an export: 100 of the longest ones fit into a reply. */
export const EXPORTED_AT_ONCE = 100;

export const ExportProducts = z.strictObject({
  /** `me`: of the caller. Other owners, and `all`, are for administrators. */
  owner: z.union([Id, z.enum(['me', 'all'])]),
  /** The last id of the page before. */
  after: Id.optional(),
});
export type ExportProducts = z.infer<typeof ExportProducts>;

/** The fields of a product that an import reads back: without pictures and files, and without what no file can set. */
export const ExportedProduct = ProductView.omit({
  pictures: true,
  files: true,
  ownerId: true,
  createdAt: true,
  updatedAt: true,
});
export type ExportedProduct = z.infer<typeof ExportedProduct>;

export const ProductExportPage = z.object({ products: z.array(ExportedProduct), hasMore: z.boolean() });
export type ProductExportPage = z.infer<typeof ProductExportPage>;

/** The columns of a file of products, in their order. */
export const PRODUCT_COLUMNS = ExportedProduct.keyof().options;
export type ProductColumn = (typeof PRODUCT_COLUMNS)[number];

/**
 * Spreadsheets run a cell as a formula that begins with one of these characters (OWASP, CSV injection), the full-width ones
 * included. In a CSV file an apostrophe stands before it. Cells that have apostrophes there already get one more, so that
 * `cellText` is the exact inverse of `safeCell`.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

export const safeCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
export const cellText = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);
