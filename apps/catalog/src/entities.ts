import { ImportedPicture } from './imports/imported-picture.entity.js';
import { ProductImport } from './imports/product-import.entity.js';
import { ProductTerm, ResourceTerm } from './lists/search-terms.entity.js';
import { Product } from './products/product.entity.js';
import { ProductChangeRow } from './products/product-change.entity.js';
import { ProductFile } from './products/product-file.entity.js';
import { ProductPrice } from './products/product-price.entity.js';
import { TrashedProductRow } from './products/trashed-product.entity.js';
import { Resource } from './resources/resource.entity.js';
import { ResourceChangeRow } from './resources/resource-change.entity.js';
import { ResourceReader } from './resources/resource-reader.entity.js';
import { ResourceRating } from './resources/resource-rating.entity.js';
import { TrashedResourceRow } from './resources/trashed-resource.entity.js';

/** One per table of this service; a spec compares them with the migrated schema. */
export const entities = [
  Product,
  ProductFile,
  ProductPrice,
  TrashedProductRow,
  ProductChangeRow,
  ProductImport,
  ImportedPicture,
  Resource,
  ResourceRating,
  ResourceReader,
  TrashedResourceRow,
  ResourceChangeRow,
  ProductTerm,
  ResourceTerm,
];
