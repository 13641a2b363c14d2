import { personalData } from './personal-data.js';
import { imports } from './product-imports.js';
import { products } from './products.js';
import { resources } from './resources.js';

export * from './catalog-change.js';
export * from './price.js';
export * from './prices.js';
export * from './product-columns.js';
export * from './product-export.js';
export * from './product-history.js';
export * from './product-imports.js';
export * from './product-pictures.js';
export * from './product-view.js';
export * from './products.js';
export * from './resource-facts.js';
export * from './resource-history.js';
export * from './resources.js';

export const catalog = { products, imports, resources, personalData };
