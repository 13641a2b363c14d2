import { z } from 'zod';
import {
  ImportStatus,
  IMPORT_DAYS,
  LARGEST_WORKBOOK,
  LONGEST_ROW,
  MOST_IMPORTED,
  MOST_ROW_FAULTS,
  RowFault,
} from '../catalog/index.js';
import { PageQuery } from '../paging.js';
import { nullableTimestamp, timestamp } from '../timestamp.js';
import { WirePageInfo } from './page-info.js';
import { http, idOf } from './route.js';
import { created, ok } from './successes.js';

const WireRowFault = RowFault.extend({
  message: z.string().describe('What is wrong, in the language of the request.'),
  sentence: z.string().describe('The same as a whole sentence, with row and column.'),
});

export const WireProductImport = z
  .object({
    id: z.int().describe('Id of the import.'),
    filename: z.string().describe('File name of the upload.'),
    dry_run: z.boolean().describe('Whether the rows are checked only.'),
    status: ImportStatus,
    error: z.string().nullable().describe('Why the file as a whole could not be read, or null.'),
    rows_total: z.int().nullable().describe('Rows of the file; null until it was read once.'),
    rows_done: z.int().describe('Rows that were imported or checked so far.'),
    created: z.int().describe('Rows that created a product.'),
    updated: z.int().describe('Rows that changed a product.'),
    unchanged: z.int().describe('Rows whose product is the same already.'),
    failed: z.int().describe('Rows with a fault; they change nothing.'),
    faults: z.array(WireRowFault).describe(`The first ${MOST_ROW_FAULTS} faults; a row may have several.`),
    created_at: timestamp('When the file was uploaded.'),
    finished_at: nullableTimestamp('When the import ended; null before.'),
  })
  .describe('An import of products from a file.');
export type WireProductImport = z.infer<typeof WireProductImport>;

export const WireProductImportPage = z
  .object({ imports: z.array(WireProductImport).describe('The imports of the page.'), ...WirePageInfo.shape })
  .describe('A page of imports.');
export type WireProductImportPage = z.infer<typeof WireProductImportPage>;

/** The text fields beside the file of POST /product-imports. */
export const ImportProductsForm = z
  .object({ dry_run: z.enum(['true', 'false']).default('false').describe('`true`: check the rows and change nothing.') })
  .transform(({ dry_run }) => ({ dryRun: dry_run === 'true' }));

const tag = 'Products';
const params = idOf('import');

export const productImportRoutes = {
  create: http('POST', '/product-imports', {
    id: 'importProducts',
    permission: 'catalog.imports.create',
    tag,
    summary: 'Import products from a file',
    description: `The form field \`file\` holds a CSV file (separated by comma, semicolon or tab, with a header; in UTF-8, UTF-16 or Windows-1252), the first sheet of an Excel workbook (\`.xlsx\`, at most ${LARGEST_WORKBOOK / 1024 ** 2} MiB), or JSON lines, as an export has them, of at most ${MOST_IMPORTED} rows of ${LONGEST_ROW / 1024} KiB and 50 MiB. Headings may be English or French (\`name\`, \`nom\`), and amounts \`1234.5\`, \`1 234,50\` or \`1,234.50\`. A row with an \`id\` changes that product of the caller; a row with a \`sku\` changes the product with this key or creates it; other rows create a product. The column \`pictures\` (or \`image\`, \`photo\`) holds up to ten https addresses of pictures, which are fetched after the row is written; one that cannot be had is a fault of the row, and the product stays. Absent columns, and empty cells of \`name\`, \`price\`, \`currency\` and \`stock\`, keep their value. The import runs in the background, one at a time for each caller; \`getProductImport\` has its progress and every fault of its rows, in the language of the request. It is listed for ${IMPORT_DAYS} days.`,
    access: 'user',
    body: ImportProductsForm,
    bodyKind: 'multipart',
    fileField: 'file',
    success: created('The import.', WireProductImport),
    errors: ['FILE_MISSING', 'UPLOAD_INCOMPLETE', 'QUOTA_EXCEEDED', 'CONFLICT'],
  }),
  list: http('GET', '/product-imports', {
    id: 'listProductImports',
    permission: 'catalog.imports.list',
    tag,
    summary: 'List imports of products',
    description: 'Those of the caller, the newest first.',
    access: 'user',
    query: PageQuery,
    success: ok('A page of imports.', WireProductImportPage),
  }),
  get: http('GET', '/product-imports/:id', {
    id: 'getProductImport',
    permission: 'catalog.imports.get',
    tag,
    summary: 'Get an import of products',
    description: 'For its owner and administrators.',
    access: 'user',
    params,
    success: ok('The import with its progress.', WireProductImport),
  }),
  cancel: http('POST', '/product-imports/:id/cancel', {
    id: 'cancelProductImport',
    permission: 'catalog.imports.cancel',
    tag,
    summary: 'Cancel an import of products',
    description:
      'For its owner and administrators. Rows that were imported before stay; an import that has ended is returned as it is.',
    access: 'user',
    params,
    success: ok('The import.', WireProductImport),
  }),
};
