import { type ExportedProduct, type Prices, pricesText, PRODUCT_COLUMNS, safeCell } from '@veza/contracts';
import { stringify } from 'csv-stringify/sync';

/** Products as the text of a file, a page at a time. */
export interface ProductsText {
  readonly name: string;
  readonly type: string;
  readonly head: string;
  readonly rows: (products: readonly ExportedProduct[]) => string;
}

/** RFC 4180. The byte order mark lets spreadsheets read the file as UTF-8. */
export function csvText(delimiter: ',' | ';'): ProductsText {
  const lines = (rows: readonly (readonly (string | number)[])[]) =>
    stringify([...rows], { delimiter, record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
  return {
    name: 'products.csv',
    type: 'text/csv; charset=utf-8',
    head: `\uFEFF${lines([PRODUCT_COLUMNS])}`,
    rows: (products) => lines(products.map((product) => PRODUCT_COLUMNS.map((column) => cell(product[column])))),
  };
}

function cell(value: string | number | Prices): string | number {
  if (typeof value === 'number') return value;
  return safeCell((typeof value === 'string' ? value : pricesText(value)) ?? '');
}

export const jsonText: ProductsText = {
  name: 'products.jsonl',
  type: 'application/jsonl',
  head: '',
  rows: (products) => products.map((product) => `${JSON.stringify({ ...product, price: Number(product.price) })}\n`).join(''),
};
