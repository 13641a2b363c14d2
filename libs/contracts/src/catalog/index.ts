import { personalData } from './personal-data.js';
import { products } from './products.js';
import { resources } from './resources.js';

export * from './price.js';
export * from './product-export.js';
export * from './product-history.js';
export * from './products.js';
export * from './resources.js';

export const catalog = { products, resources, personalData };
