import type { SearchedTable } from '../lists/search.js';

export const PRODUCTS: SearchedTable = { table: 'products', nameKey: 'name_key', similar: 'product_similar' };
