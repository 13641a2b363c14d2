import type { Product } from './product.entity.js';
import type { ProductFile } from './product-file.entity.js';

/** A file as Postgres writes it to JSON: its time is text. */
export type ProductFileRow = Omit<ProductFile, 'productId' | 'uploadedAt'> & { uploadedAt: string };
export type ProductRow = Product & { files: ProductFileRow[] | null };
export type ProductWithFiles = Product & { files: ProductFile[] };
