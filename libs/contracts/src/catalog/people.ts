import { ownData } from '../own-data.js';

export const people = { export: ownData('catalog', ['products', 'resources', 'ratings']) };
