import { z } from 'zod';
import { event } from '../events.js';
import { ObjectId } from '../media/index.js';
import { PageQuery, pageOf } from '../paging.js';
import { rpc } from '../rpc.js';

const Id = z.int().min(1).max(2_147_483_647);
const Rows = z.int().nonnegative();

/** Rows of one file. */
export const MOST_IMPORTED = 100_000;
/** Bytes of one row. */
export const LONGEST_ROW = 65_536;
/** Bytes of a workbook, which is held whole. */
export const LARGEST_WORKBOOK = 10 * 1024 ** 2;
/** Faults that an import names; further ones are counted only. */
export const MOST_ROW_FAULTS = 100;
/** Days that an import is listed after its end. */
export const IMPORT_DAYS = 30;

export const ImportStatus = z
  .enum(['pending', 'running', 'done', 'failed', 'cancelled'])
  .describe('`failed`: the file as a whole cannot be read, and nothing was changed.');
export type ImportStatus = z.infer<typeof ImportStatus>;

export const RowFault = z.object({
  row: Rows.describe('Number of the row as a spreadsheet shows it, or of the line in JSON lines.'),
  field: z.string().describe('Name of the field, or `row`.'),
  column: z.string().optional().describe('Heading of the column, as the file has it; absent for a fault of the whole row.'),
  message: z.string().describe('What is wrong.'),
});
export type RowFault = z.infer<typeof RowFault>;

/** A file of products on its way into the catalog. */
export const ProductImportView = z.object({
  id: Id,
  ownerId: Id,
  filename: z.string(),
  dryRun: z.boolean(),
  status: ImportStatus,
  /** Why it failed as a whole. */
  error: z.string().nullable(),
  /** Null until the file was read once. */
  rowsTotal: Rows.nullable(),
  rowsDone: Rows,
  created: Rows,
  updated: Rows,
  unchanged: Rows,
  failed: Rows,
  faults: z.array(RowFault).max(MOST_ROW_FAULTS),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type ProductImportView = z.infer<typeof ProductImportView>;

export const CreateProductImport = z.strictObject({ objectId: ObjectId, dryRun: z.boolean() });
export type CreateProductImport = z.infer<typeof CreateProductImport>;

export const ListProductImports = z.strictObject(PageQuery.shape);
export type ListProductImports = z.infer<typeof ListProductImports>;

export const ProductImportPage = pageOf(ProductImportView);
export type ProductImportPage = z.infer<typeof ProductImportPage>;

const One = z.strictObject({ id: Id });

/**
 * Imports of products from a file. The file is uploaded through media's byte port and claimed by `create`; a replica of the
 * catalog reads it from there. Each batch of rows is one transaction with the progress of the import, so after the death of
 * a replica another one continues behind the last batch. A row with an id changes that product of the caller, a row with a
 * SKU the product with this SKU or creates it, any other row creates a product.
 */
export const imports = {
  create: rpc('catalog.imports.create', {
    permission: 'catalog.imports.create',
    summary: 'Start the import of an uploaded file; CONFLICT while another one of the caller runs',
    request: CreateProductImport,
    reply: ProductImportView,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND', 'CONFLICT', 'UNSUPPORTED_MEDIA_TYPE'],
  }),
  list: rpc('catalog.imports.list', {
    permission: 'catalog.imports.list',
    summary: 'List the imports of the caller, the newest first',
    request: ListProductImports,
    reply: ProductImportPage,
    errors: ['UNAUTHENTICATED'],
    idempotent: true,
  }),
  get: rpc('catalog.imports.get', {
    permission: 'catalog.imports.get',
    summary: 'Get an import with its progress and its faults',
    request: One,
    reply: ProductImportView,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
    idempotent: true,
  }),
  cancel: rpc('catalog.imports.cancel', {
    permission: 'catalog.imports.cancel',
    summary: 'Stop an import; what it has changed stays',
    request: One,
    reply: ProductImportView,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
    idempotent: true,
  }),
};

export const productImportEvents = {
  ended: event('catalog.imports.ended', {
    summary: 'An import ended; its object can be released.',
    payload: z.object({ importId: Id, objectId: ObjectId }),
  }),
};
