import type { Product, UpdateProductBody } from '@veza/sdk';
import type { Draft } from '../../editing/merge.js';

export const PRODUCT_FIELDS = ['name', 'description', 'price', 'prices', 'stock', 'category', 'sku'] as const;
export type ProductField = (typeof PRODUCT_FIELDS)[number];

export const productDraft = ({ name, description, price, prices, stock, category, sku }: Product): Draft => ({
  name,
  description,
  price: String(price),
  prices: Object.entries(prices)
    .map(([currency, amount]) => `${currency} ${amount}`)
    .join(', '),
  stock: String(stock),
  category: category ?? '',
  sku: sku ?? '',
});

export const EMPTY_PRODUCT: Draft = { name: '', description: '', price: '', prices: '', stock: '0', category: '', sku: '' };

/** Prices such as `USD 13.90, JPY 1500`. The API checks currencies and amounts. */
export function pricesOf(text: string): Record<string, string> | null {
  const parts = text.split(/[,;]/).map((part) => part.trim().split(/\s+/));
  const entries = parts.filter(([code]) => code !== '').map(([code = '', amount = '']) => [code.toUpperCase(), amount]);
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** These fields as the API takes them. A decimal comma is a point. */
export function productBody(draft: Draft, fields: ReadonlySet<string>): UpdateProductBody {
  const text = (field: ProductField) => (draft[field] ?? '').trim();
  const optional = (field: ProductField) => (text(field) === '' ? null : text(field));
  return {
    ...(fields.has('name') && { name: text('name') }),
    ...(fields.has('description') && { description: text('description') }),
    ...(fields.has('price') && { price: text('price').replace(',', '.') }),
    ...(fields.has('prices') && { prices: pricesOf(text('prices')) }),
    ...(fields.has('stock') && { stock: Number(text('stock')) }),
    ...(fields.has('category') && { category: optional('category') }),
    ...(fields.has('sku') && { sku: optional('sku') }),
  };
}
