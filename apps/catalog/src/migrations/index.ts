import { CreateCatalog1763640000085 } from './1763640000085-create-catalog.js';
import { ExtendCatalog1764300000070 } from './1764300000070-extend-catalog.js';
import { PublishThings1764800000040 } from './1764800000040-publish-things.js';
import { ForgiveSpellings1764800000066 } from './1764800000066-forgive-spellings.js';
import { PriceProducts1764800000067 } from './1764800000067-price-products.js';
import { FetchPictures1764800000076 } from './1764800000076-fetch-pictures.js';
import { NameLongerTerms1764800000077 } from './1764800000077-name-longer-terms.js';

export const extensions = ['pg_trgm', 'unaccent'];
export const migrations = [
  CreateCatalog1763640000085,
  ExtendCatalog1764300000070,
  PublishThings1764800000040,
  ForgiveSpellings1764800000066,
  PriceProducts1764800000067,
  FetchPictures1764800000076,
  NameLongerTerms1764800000077,
];
