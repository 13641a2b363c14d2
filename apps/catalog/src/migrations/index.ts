import { CreateProducts1763600000001 } from './1763600000001-create-products.js';
import { CreateResources1763600000002 } from './1763600000002-create-resources.js';
import { CreateOperations1763600000003 } from './1763600000003-create-operations.js';
import { IndexResources1763770000001 } from './1763770000001-index-resources.js';
import { SearchByWords1763770000002 } from './1763770000002-search-by-words.js';
import { SampleWords1763770000003 } from './1763770000003-sample-words.js';
import { CreateProductTrash1763770000004 } from './1763770000004-create-product-trash.js';
import { AddProductSku1763940000080 } from './1763940000080-add-product-sku.js';
import { CreateProductImports1763940000081 } from './1763940000081-create-product-imports.js';
import { KeepTagKeys1764100000070 } from './1764100000070-keep-tag-keys.js';
import { MarkProductsInStock1764100000071 } from './1764100000071-mark-products-in-stock.js';
import { CreateResourceTrash1764100000072 } from './1764100000072-create-resource-trash.js';
import { AddProductPrices1764200000070 } from './1764200000070-add-product-prices.js';
import { AddProductPictures1764200000071 } from './1764200000071-add-product-pictures.js';
import { MarkSoldOutProducts1764300000070 } from './1764300000070-mark-sold-out-products.js';
import { IndexPeople1763640000085 } from './1763640000085-index-people.js';

export const extensions = ['pg_trgm', 'unaccent'];
export const migrations = [
  CreateProducts1763600000001,
  CreateResources1763600000002,
  CreateOperations1763600000003,
  IndexPeople1763640000085,
  IndexResources1763770000001,
  SearchByWords1763770000002,
  SampleWords1763770000003,
  CreateProductTrash1763770000004,
  AddProductSku1763940000080,
  CreateProductImports1763940000081,
  KeepTagKeys1764100000070,
  MarkProductsInStock1764100000071,
  CreateResourceTrash1764100000072,
  AddProductPrices1764200000070,
  AddProductPictures1764200000071,
  MarkSoldOutProducts1764300000070,
];
