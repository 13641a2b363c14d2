import type { SearchedTable } from '../lists/search.js';

export const PRODUCTS: SearchedTable = {
  table: 'products',
  nameKey: 'name_key',
  query: 'product_query',
  prefixed: 'product_prefixed',
  similar: 'product_similar',
  like: 'product_like',
  terms: 'product_terms',
  // What can be had first; then a year of age is as much as six letters. Not extract(): its numeric costs more than the rest.
  worth: `(CASE WHEN in_stock OR price = 0 THEN 2000 ELSE 0 END + floor(date_part('epoch', created_at) / 2629800) * 0.5)`,
  text: `name || ' ' || coalesce(category, '') || ' ' || description`,
};
