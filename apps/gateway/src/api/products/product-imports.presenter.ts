import type { ProductImportPage, ProductImportView, WireProductImport, WireProductImportPage } from '@veza/contracts';

export const wireImport = (found: ProductImportView): WireProductImport => {
  const { id, filename, dryRun, status, error, rowsTotal, rowsDone, created, updated, unchanged, failed, faults } = found;
  return {
    id,
    filename,
    dry_run: dryRun,
    status,
    error,
    rows_total: rowsTotal,
    rows_done: rowsDone,
    created,
    updated,
    unchanged,
    failed,
    faults,
    created_at: found.createdAt,
    finished_at: found.finishedAt,
  };
};

export const wireImports = (found: ProductImportPage): WireProductImportPage => {
  const { items, total, totalIsEstimate, page, limit, nextCursor } = found;
  return { imports: items.map(wireImport), total, total_is_estimate: totalIsEstimate, page, limit, next_cursor: nextCursor };
};
