import type { ProductFileView, ProductPage, ProductView, TrashPage } from '@veza/contracts';
import type { Page } from '@veza/database';
import type { Product } from './product.entity.js';
import type { ProductRows } from './product-search.js';
import type { TrashRow } from './product-trash.repository.js';
import type { ProductFileRow, ProductRow, ProductWithFiles } from './product-rows.js';

type AnyFile = Omit<ProductFileRow, 'uploadedAt'> & { uploadedAt: string | Date };

export const fileView = ({ id, filename, type, size, uploadedAt }: AnyFile): ProductFileView => ({
  id,
  filename,
  type,
  size,
  uploadedAt: new Date(uploadedAt).toISOString(),
});

export const productView = ({ files, ...product }: ProductRow | ProductWithFiles): ProductView => ({
  ...summary(product),
  files: files?.map(fileView) ?? [],
});

export const productPage = (
  { page, limit, facets: requested }: { page: number; limit: number; facets: readonly string[] },
  found: ProductRows,
): ProductPage => ({
  items: found.rows.map(summary),
  total: found.total,
  totalIsEstimate: found.totalIsEstimate,
  page,
  limit,
  nextCursor: found.nextCursor,
  ...(found.without && { without: found.without }),
  ...(found.didYouMean !== undefined && { didYouMean: found.didYouMean }),
  ...(requested.length > 0 && { facets: found.facets ?? { category: [], isEstimate: false } }),
});

export const trashPage = ({ rows, ...page }: Page<TrashRow>): TrashPage => ({
  items: rows.map((row) => ({ ...row, deletedAt: row.deletedAt.toISOString(), expiresAt: row.expiresAt.toISOString() })),
  ...page,
});

/** As lists have it. */
export function summary({
  id,
  sku,
  name,
  description,
  price,
  currency,
  prices,
  stock,
  category,
  pictures,
  ownerId,
  createdAt,
  updatedAt,
}: Product): ProductView {
  const [created, updated] = [createdAt.toISOString(), updatedAt.toISOString()];
  const offer = { price, currency, prices, stock };
  return { id, sku, name, description, ...offer, category, pictures, ownerId, createdAt: created, updatedAt: updated };
}
