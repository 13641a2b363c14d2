import type { SearchedTable } from '../lists/search.js';

export const PRODUCTS: SearchedTable = {
  table: 'products',
  nameKey: 'name_key',
  prefixed: 'product_prefixed',
  similar: 'product_similar',
};
