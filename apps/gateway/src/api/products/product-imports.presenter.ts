import type { ProductImportPage, ProductImportView, RowFault, WireProductImport, WireProductImportPage } from '@veza/contracts';
import { frenchMessage, type Language } from '@veza/platform';

/** The catalog writes English: an import is read in the language of each request. */
export const wireImport = (found: ProductImportView, language: Language): WireProductImport => {
  const { id, filename, dryRun, status, error, rowsTotal, rowsDone, created, updated, unchanged, failed, faults } = found;
  return {
    id,
    filename,
    dry_run: dryRun,
    status,
    error: error === null ? null : inLanguage(error, language),
    rows_total: rowsTotal,
    rows_done: rowsDone,
    created,
    updated,
    unchanged,
    failed,
    faults: faults.map((fault) => wireFault(fault, language)),
    created_at: found.createdAt,
    finished_at: found.finishedAt,
  };
};

export const wireImports = (found: ProductImportPage, language: Language): WireProductImportPage => {
  const { items, total, totalIsEstimate, page, limit, nextCursor } = found;
  const imports = items.map((each) => wireImport(each, language));
  return { imports, total, total_is_estimate: totalIsEstimate, page, limit, next_cursor: nextCursor };
};

const inLanguage = (message: string, language: Language) => (language === 'fr' ? (frenchMessage(message) ?? message) : message);

function wireFault(fault: RowFault, language: Language): WireProductImport['faults'][number] {
  const message = inLanguage(fault.message, language);
  return { ...fault, message, sentence: `${placeOf(fault, language)}${message}` };
}

function placeOf({ row, field, column }: RowFault, language: Language): string {
  const isFrench = language === 'fr';
  const end = isFrench ? ' : ' : ': ';
  const line = `${isFrench ? 'Ligne' : 'Row'} ${row}`;
  const name = column ?? (field === 'row' ? undefined : field);
  if (name === undefined) return `${line}${end}`;
  return isFrench ? `${line}, colonne « ${name} »${end}` : `${line}, column "${name}"${end}`;
}
