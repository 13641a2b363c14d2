import { z } from 'zod';
import {
  AddPicture,
  ArrangePictures,
  FacetName,
  ListProducts,
  MOST_PICTURES,
  ProductSort,
  ProductSuggestions,
  RemovePicture,
  SuggestProducts,
  WirePrice,
} from '../catalog/index.js';
import { CountedTotal, listOf, PageQuery } from '../paging.js';
import { text } from '../text.js';
import { PictureBody } from './picture-body.js';
import { timestamp } from '../timestamp.js';
import { WirePageInfo, WireSearchHelp } from './page-info.js';
import { CreateProductBody, UpdateProductBody } from './product-bodies.js';
import { exportRoute } from './product-export.js';
import { AdjustStockBody, WireProductHistory, WireProductTrash } from './product-history.js';
import { http, idOf, OwnerParam } from './route.js';
import { created, fileContent, noContent, ok } from './successes.js';

export * from './product-imports.js';
export { CreateProductBody, UpdateProductBody } from './product-bodies.js';
export { AdjustStockBody, WireProductHistory, WireProductTrash } from './product-history.js';

export const WireProductFile = z
  .object({
    id: z.int().describe('Id of the file.'),
    filename: z.string().describe('File name of the upload.'),
    file_type: z.string().describe('Media type, detected from the content.'),
    file_size: z.int().describe('Size in bytes.'),
    uploaded_at: timestamp('When the file was uploaded.'),
  })
  .describe('A file of a product.');
export type WireProductFile = z.infer<typeof WireProductFile>;

export const WireProductPicture = z
  .object({
    id: z.string().describe('Id of the picture.'),
    alt: z.string().describe('What it shows; may be empty.'),
    urls: PictureBody,
  })
  .describe('A picture of a product.');
export type WireProductPicture = z.infer<typeof WireProductPicture>;

/** `nom`/`name` and `prix`/`price` are the same value under both names. */
export const WireProduct = z
  .object({
    id: z.int().describe('Id of the product.'),
    sku: z.string().nullable().describe('The key of the owner for the product (SKU), or null.'),
    nom: z.string().describe('Name of the product, the same as `name`.'),
    name: z.string().describe('Name of the product.'),
    description: z.string().describe('Description; may be empty.'),
    prix: z.number().describe('Price, the same as `price`.'),
    price: z.number().describe('Price in units of `currency`, with at most two decimal places.'),
    currency: z
      .string()
      .describe(
        'Currency of the price, ISO 4217. Filters, sort orders and facets use this price, unless the request has another `currency`.',
      ),
    prices: z.record(z.string(), z.number()).describe('Prices in further currencies, by their ISO 4217 code.'),
    stock: z.int().describe('Number of items in stock.'),
    category: z.string().nullable().describe('Category, or null.'),
    pictures: z.array(WireProductPicture).describe('Pictures in their order; the first one stands for the product.'),
    owner_id: z.int().describe('Id of the user who sells the product.'),
    owner_username: z.string().describe('User name of the owner.'),
    created_at: timestamp('When the product was created.'),
    updated_at: timestamp('When the product or one of its files last changed.'),
    files: z.array(WireProductFile).optional().describe('Files of the product; absent in lists.'),
  })
  .describe('A product for sale.');
export type WireProduct = z.infer<typeof WireProduct>;

const CategoryCount = z.object({
  value: z.string().describe('The category.'),
  count: z.int().describe('Number of products in it.'),
});

const PriceCount = z.object({
  from: z.number().describe('Lowest price of the range.'),
  to: z.number().nullable().describe('First price above the range; null for the last one.'),
  count: z.int().describe('Number of products in it.'),
});

const StockCount = z.object({
  value: z.boolean().describe('Whether the products are in stock.'),
  count: z.int().describe('Number of these products.'),
});

const OwnerCount = z.object({
  value: z.int().describe('Id of the owner.'),
  username: z.string().describe('User name of the owner.'),
  count: z.int().describe('Number of their products.'),
});

export const WireProductSuggestions = ProductSuggestions.describe('Completions of a search.');

export const WireProductPage = z
  .object({
    products: z.array(WireProduct).describe('The products of the page.'),
    ...WirePageInfo.shape,
    ...WireSearchHelp.shape,
    facets: z
      .object({
        category: z.array(CategoryCount).describe('The 50 most frequent categories; empty when they are not requested.'),
        price: z.array(PriceCount).optional().describe('Ranges of prices with products, from the lowest on.'),
        owner: z.array(OwnerCount).optional().describe('The 50 owners with most products.'),
        in_stock: z.array(StockCount).optional().describe('Products in stock, and products that are sold out.'),
        is_estimate: z.boolean().describe('Whether the counts are those of a sample, multiplied.'),
      })
      .optional()
      .describe('With `facets`: counts over all products that match the filters, those of the facet itself excepted.'),
  })
  .describe('A page of products.');
export type WireProductPage = z.infer<typeof WireProductPage>;

/** The whole value is kept beside its parts: names of categories may have commas. */
const Categories = z
  .preprocess(
    (value) => {
      const all = (Array.isArray(value) ? value : [value]).filter((each) => each !== '' && each !== undefined);
      const parts = all.flatMap((each) => (typeof each === 'string' ? [each, ...each.split(/,(?! )/)] : [each]));
      return [...new Set(parts)].filter((each) => each !== '');
    },
    z.array(text(1, 60)).max(40),
  )
  .default([]);

const ProductQuery = z
  .strictObject({
    ...PageQuery.shape,
    total: CountedTotal,
    search: ListProducts.shape.search,
    sort: ProductSort.optional(),
    category: Categories.describe(
      'Only products of this category; repeat it for several. A comma without a space after it separates categories too.',
    ),
    owner: OwnerParam.optional().describe('Only products of this user, by id; `me` is the caller.'),
    sku: text(0, 64).optional().describe('Only the product with this SKU, among those of `owner`, by default of the caller.'),
    currency: z
      .string()
      .regex(/^([A-Z]{3})?$/, 'must be a code of ISO 4217, such as USD')
      .optional()
      .describe(
        'Currency of `price_min`, `price_max`, of the order by price and of the facet of prices; only products with a price in it. Default: EUR.',
      ),
    price_min: WirePrice.optional().describe('Lowest price, inclusive.'),
    price_max: WirePrice.optional().describe('Highest price, inclusive.'),
    in_stock: z.enum(['true', 'false']).optional().describe('Only products in stock, or only those that are sold out.'),
    facets: listOf(FacetName, 4).describe('Facets to count; each ignores the filter by itself.'),
  })
  .transform(({ price_min, price_max, search, category, owner, sku, currency, in_stock, ...rest }) => ({
    ...rest,
    owner: owner === '' ? undefined : owner,
    sku: sku || undefined,
    currency: currency || undefined,
    // A form submits its empty fields; they filter nothing.
    search: search || undefined,
    categories: category,
    priceMin: price_min,
    priceMax: price_max,
    inStock: in_stock === undefined ? undefined : in_stock === 'true',
  }));

const tag = 'Products';
const params = idOf('product');
const PictureParams = params.extend({ pictureId: RemovePicture.shape.pictureId.describe('Id of the picture.') });
/** The text fields beside the file of a picture. */
export const PictureForm = z.object({ alt: AddPicture.shape.alt });
const FileParams = params.extend({ fileId: params.shape.id.describe('Id of the file.') });

export const productRoutes = {
  list: http('GET', '/products', {
    id: 'listProducts',
    permission: 'catalog.products.list',
    tag,
    summary: 'List products',
    description:
      'Filters combine with AND, several values of `category` with OR. `owner=me` needs a token, and so does `sku` without an owner.',
    access: 'optional',
    query: ProductQuery,
    success: ok('A page of products.', WireProductPage),
  }),
  suggest: http('GET', '/products/suggest', {
    id: 'suggestProducts',
    permission: 'catalog.products.list',
    tag,
    summary: 'Complete a search',
    description: 'For a search field, while its user types.',
    access: 'none',
    query: SuggestProducts,
    success: ok('The completions.', WireProductSuggestions),
  }),
  export: exportRoute,
  get: http('GET', '/products/:id', {
    id: 'getProduct',
    permission: 'catalog.products.get',
    tag,
    summary: 'Get a product',
    access: 'none',
    params,
    success: ok('The product with its files.', WireProduct),
  }),
  create: http('POST', '/products', {
    id: 'createProduct',
    permission: 'catalog.products.create',
    tag,
    summary: 'Create a product',
    description: 'The caller becomes its owner. Name and price are required under one of their two names.',
    access: 'user',
    body: CreateProductBody,
    success: created('The product.', WireProduct),
    errors: ['CONFLICT'],
  }),
  update: http('PUT', '/products/:id', {
    id: 'updateProduct',
    permission: 'catalog.products.update',
    tag,
    summary: 'Update a product',
    description: 'For the owner and administrators. Fields that are left out keep their value.',
    access: 'user',
    params,
    body: UpdateProductBody,
    success: ok('The updated product.', WireProduct),
    errors: ['PRECONDITION_FAILED', 'CONFLICT'],
  }),
  delete: http('DELETE', '/products/:id', {
    id: 'deleteProduct',
    permission: 'catalog.products.delete',
    tag,
    summary: 'Delete a product',
    description: 'For the owner and administrators. It stays in the trash, with its files, and can be restored for 30 days.',
    access: 'user',
    params,
    success: noContent('The product is in the trash.'),
    errors: ['PRECONDITION_FAILED'],
  }),
  adjustStock: http('POST', '/products/:id/stock', {
    id: 'adjustProductStock',
    permission: 'catalog.products.adjustStock',
    tag,
    summary: 'Change the stock of a product',
    description: 'For the owner and administrators. Concurrent changes add up, and the stock is never negative.',
    access: 'user',
    params,
    body: AdjustStockBody,
    success: ok('The product with its new stock.', WireProduct),
    errors: ['OUT_OF_STOCK'],
  }),
  listTrash: http('GET', '/products/trash', {
    id: 'listTrashedProducts',
    permission: 'catalog.products.listTrash',
    tag,
    summary: 'List deleted products',
    description: 'Those of the caller, the last deleted first.',
    access: 'user',
    query: PageQuery,
    success: ok('A page of deleted products.', WireProductTrash),
  }),
  restore: http('POST', '/products/:id/restore', {
    id: 'restoreProduct',
    permission: 'catalog.products.restore',
    tag,
    summary: 'Restore a deleted product',
    description: 'For the owner and administrators. The product has its id and its files again.',
    access: 'user',
    params,
    success: ok('The product.', WireProduct),
    errors: ['CONFLICT'],
  }),
  history: http('GET', '/products/:id/history', {
    id: 'getProductHistory',
    permission: 'catalog.products.history',
    tag,
    summary: 'List the changes of a product',
    description: 'For the owner and administrators; also of a deleted product. The 200 newest changes are kept.',
    access: 'user',
    params,
    query: PageQuery,
    success: ok('A page of changes.', WireProductHistory),
  }),
  addFile: http('POST', '/products/:id/files', {
    id: 'addProductFile',
    permission: 'catalog.products.addFile',
    tag,
    summary: 'Add a file to a product',
    description: 'For the owner and administrators. The form field `file` holds the file, at most 50 MiB.',
    access: 'user',
    params,
    bodyKind: 'multipart',
    fileField: 'file',
    success: created('The file.', WireProductFile),
    errors: ['FILE_MISSING', 'UPLOAD_INCOMPLETE', 'QUOTA_EXCEEDED', 'CONFLICT'],
  }),
  getFile: http('GET', '/products/:id/files/:fileId', {
    id: 'getProductFile',
    permission: 'catalog.products.getFile',
    tag,
    summary: 'Download a file of a product',
    description: 'For the owner and administrators; public while the price is 0.',
    access: 'optional',
    params: FileParams,
    success: fileContent,
    errors: ['RANGE_NOT_SATISFIABLE'],
    etag: false,
  }),
  removeFile: http('DELETE', '/products/:id/files/:fileId', {
    id: 'removeProductFile',
    permission: 'catalog.products.removeFile',
    tag,
    summary: 'Delete a file of a product',
    description: 'For the owner and administrators.',
    access: 'user',
    params: FileParams,
    success: noContent('The file is deleted.'),
  }),
  addPicture: http('POST', '/products/:id/pictures', {
    id: 'addProductPicture',
    permission: 'catalog.products.addPicture',
    tag,
    summary: 'Add a picture to a product',
    description: `For the owner and administrators. The form field \`picture\` holds a JPEG, PNG or WebP image, at most 10 MiB and 40 million pixels; its first frame is stored in several sizes, without EXIF or other embedded data. A product has at most ${MOST_PICTURES}.`,
    access: 'user',
    params,
    body: PictureForm,
    bodyKind: 'multipart',
    fileField: 'picture',
    success: ok('The product with its pictures.', WireProduct),
    errors: ['FILE_MISSING', 'UPLOAD_INCOMPLETE', 'MALFORMED_BODY', 'QUOTA_EXCEEDED', 'CONFLICT'],
  }),
  arrangePictures: http('PUT', '/products/:id/pictures', {
    id: 'arrangeProductPictures',
    permission: 'catalog.products.arrangePictures',
    tag,
    summary: 'Order and describe the pictures of a product',
    description: 'For the owner and administrators. All pictures are named once, in their new order.',
    access: 'user',
    params,
    body: ArrangePictures.pick({ pictures: true }),
    success: ok('The product with its pictures.', WireProduct),
    errors: ['CONFLICT'],
  }),
  removePicture: http('DELETE', '/products/:id/pictures/:pictureId', {
    id: 'removeProductPicture',
    permission: 'catalog.products.removePicture',
    tag,
    summary: 'Delete a picture of a product',
    description: 'For the owner and administrators.',
    access: 'user',
    params: PictureParams,
    success: noContent('The picture is deleted.'),
  }),
};
