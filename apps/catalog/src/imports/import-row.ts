import {
  cellText,
  DeclaredError,
  fieldErrors,
  parseJson,
  pricesOf,
  PRODUCT_COLUMNS,
  type ProductColumn,
  type RowFault,
  UpdateProduct,
  WirePrice,
  WirePrices,
} from '@veza/contracts';
import { z } from 'zod';
import type { ImportFileRow } from './import-file.js';

const Row = UpdateProduct.omit({ ifUpdatedAt: true }).extend({
  id: UpdateProduct.shape.id.optional(),
  price: WirePrice.optional(),
  currency: z.literal('EUR', { error: 'must be EUR' }).optional(),
  prices: WirePrices.optional(),
});
type Row = z.output<typeof Row>;

/** The fields of one row. `row` is its number in the file. */
export interface ImportRow {
  readonly row: number;
  readonly fields: Omit<Row, 'currency'>;
}

const FIELD = /^[\w .-]{1,40}$/;

/** Undefined for a blank row. */
export function readRow({ row, cells, line, misfit }: ImportFileRow): ImportRow | RowFault | undefined {
  if (misfit !== undefined) return { row, field: 'row', message: misfit };
  if (!cells && line === undefined) return undefined;
  const value = cells ? valuesOf(cells) : parseJson(line ?? '');
  if (value === undefined) return { row, field: 'row', message: 'is not a JSON object' };
  const parsed = Row.safeParse(value);
  if (parsed.success) {
    const { currency: _same, ...fields } = parsed.data;
    return { row, fields };
  }
  const [fault] = fieldErrors(parsed.error);
  const field = fault && FIELD.test(fault.field) ? fault.field : 'row'; // a key of JSON is any text
  return { row, field, message: fault?.message.slice(0, 200) ?? 'is not valid' };
}

export const isFault = (row: ImportRow | RowFault): row is RowFault => 'message' in row;

/** What an empty cell is: none where the field may be null, an empty text where it may be empty, otherwise absent. */
const EMPTY = new Map(
  PRODUCT_COLUMNS.map((column) => [column, [null, ''].find((empty) => Row.shape[column].safeParse(empty).success)]),
);

function valuesOf(cells: ReadonlyMap<ProductColumn, string>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [column, cell] of cells) {
    const value = column === 'description' ? cellText(cell) : cellText(cell).trim();
    values[column] = value === '' ? EMPTY.get(column) : column === 'id' || column === 'stock' ? whole(value) : value;
    if (column === 'prices' && value !== '') values[column] = pricesOf(value) ?? value;
    // Spreadsheets in French write 12,50.
    if (column === 'price' && /^\d+,\d{1,2}$/.test(value)) values[column] = value.replace(',', '.');
  }
  return values;
}

const whole = (text: string) => (/^\d{1,15}$/.test(text) ? Number(text) : text);

/** One product and one key at most once in a file. The rows of a resumed import are seen again. */
export class SeenKeys {
  private readonly rows = new Map<string | number, number>();

  check({ row, fields }: ImportRow): RowFault | undefined {
    for (const field of ['id', 'sku'] as const) {
      const key = fields[field];
      if (key === undefined || key === null) continue;
      const before = this.rows.get(key);
      if (before !== undefined) return { row, field, message: `is in row ${before} already` };
      this.rows.set(key, row);
    }
    return undefined;
  }
}

export const isPermanent = (error: unknown): boolean => error instanceof DeclaredError && error.code === 'NOT_FOUND';
