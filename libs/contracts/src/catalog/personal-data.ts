import { personalDataExport } from '../personal-data.js';

export const personalData = {
  export: personalDataExport('catalog', [
    'products',
    'deleted_products',
    'product_changes',
    'product_imports',
    'resources',
    'deleted_resources',
    'resource_changes',
    'ratings',
  ]),
};
