import {
  cellText,
  columnOf,
  CreateProduct,
  DeclaredError,
  parseJson,
  pricesOf,
  IMPORT_COLUMNS,
  type ImportColumn,
  MOST_PICTURES,
  PictureAddress,
  UpdateProduct,
  WirePrice,
  WirePrices,
} from '@veza/contracts';
import { z } from 'zod';
import { plainNumber, wholeNumber } from './cell-values.js';
import type { ImportFileRow } from './import-header.js';
import { type FieldFault, fieldFaults } from './row-faults.js';

/** Addresses in a cell, between spaces, commas, semicolons or lines. */
const addressesOf = (cell: string): string[] => cell.split(/[\s,;|]+(?=https?:)/).filter((address) => address !== '');
const Pictures = z.preprocess(
  (value) => (typeof value === 'string' ? addressesOf(value.trim()) : value),
  z.array(PictureAddress).max(MOST_PICTURES),
);

const Row = UpdateProduct.omit({ ifUpdatedAt: true }).extend({
  id: UpdateProduct.shape.id.optional(),
  price: WirePrice.optional(),
  currency: z.literal('EUR', { error: 'must be EUR' }).optional(),
  prices: WirePrices.optional(),
  pictures: Pictures.optional(),
});
type Row = z.output<typeof Row>;

/** The fields of one row. `row` is its number in the file. */
export interface ImportRow {
  readonly row: number;
  readonly fields: Omit<Row, 'currency' | 'pictures'>;
  /** Addresses of pictures to be fetched once the product is written. */
  readonly pictures: readonly string[];
}

/** A row that changes nothing, and why. */
export interface FaultyRow {
  readonly row: number;
  readonly faults: readonly FieldFault[];
}

const FIELD = /^[\w .-]{1,40}$/;
/** One row of JSON may have any number of unknown keys. */
const MOST_FAULTS_OF_ROW = 20;

export const faultyRow = (row: number, field: string, message: string): FaultyRow => ({ row, faults: [{ field, message }] });
export const isFaulty = (row: ImportRow | FaultyRow): row is FaultyRow => 'faults' in row;

/** Undefined for a blank row. */
export function readRow({ row, cells, line, misfit }: ImportFileRow): ImportRow | FaultyRow | undefined {
  if (misfit !== undefined) return faultyRow(row, 'row', misfit);
  if (!cells && line === undefined) return undefined;
  const named: Named | undefined = cells ? { values: valuesOf(cells) } : namedValues(parseJson(line ?? ''));
  if (named === undefined) return faultyRow(row, 'row', 'is not a JSON object');
  if (named.twice !== undefined) return faultyRow(row, named.twice, 'has two values');
  const parsed = Row.safeParse(named.values);
  if (!parsed.success) return { row, faults: fieldFaults(parsed.error).slice(0, MOST_FAULTS_OF_ROW).map(shortField) };
  const { currency: _same, pictures = [], ...fields } = parsed.data;
  return { row, fields, pictures: [...new Set(pictures)] };
}

/** A key of JSON is any text. */
const shortField = (fault: FieldFault): FieldFault => (FIELD.test(fault.field) ? fault : { ...fault, field: 'row' });

/** What an empty cell is: none where the field may be null, an empty text where it may be empty, otherwise absent. */
const EMPTY = new Map(
  IMPORT_COLUMNS.map((column) => [column, [null, ''].find((empty) => Row.shape[column].safeParse(empty).success)]),
);

function valuesOf(cells: ReadonlyMap<ImportColumn, string>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [column, cell] of cells) {
    const value = column === 'description' ? cellText(cell) : cellText(cell).trim();
    values[column] = value === '' ? EMPTY.get(column) : valueOf(column, value);
  }
  return values;
}

function valueOf(column: ImportColumn, text: string): unknown {
  if (column === 'id' || column === 'stock') return wholeNumber(text);
  if (column === 'price') return plainNumber(text);
  return column === 'prices' ? (pricesOf(text) ?? text) : text;
}

interface Named {
  readonly values: Record<string, unknown>;
  /** A field with two values. */
  readonly twice?: string;
}

/** Keys are the names of the API in either language; undefined for what is no object. */
function namedValues(value: unknown): Named | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const values = new Map<string, unknown>();
  let twice: string | undefined;
  for (const [key, each] of Object.entries(value)) {
    const name = columnOf(key) ?? key;
    // The API returns `nom` beside `name`, the same value.
    if (values.has(name) && values.get(name) !== each) twice ??= name;
    values.set(name, each);
  }
  return { values: Object.fromEntries(values), ...(twice !== undefined && { twice }) };
}

/** The fields of a new product, or those that are missing. */
export function newProduct({ row, fields }: ImportRow): { product: CreateProduct } | FaultyRow {
  const { id: _none, ...values } = fields;
  const product = CreateProduct.safeParse(values);
  if (product.success) return { product: product.data };
  const missing = fieldFaults(product.error).map(({ field }) => ({ field, message: 'is required for a new product' }));
  return { row, faults: missing };
}

/** One product and one key at most once in a file. The rows of a resumed import are seen again. */
export class SeenKeys {
  private readonly rows = new Map<string | number, number>();

  check({ row, fields }: ImportRow): FaultyRow | undefined {
    for (const field of ['id', 'sku'] as const) {
      const key = fields[field];
      if (key === undefined || key === null) continue;
      const before = this.rows.get(key);
      if (before !== undefined) return faultyRow(row, field, `is in row ${before} already`);
      this.rows.set(key, row);
    }
    return undefined;
  }
}

export const isPermanent = (error: unknown): boolean => error instanceof DeclaredError && error.code === 'NOT_FOUND';
