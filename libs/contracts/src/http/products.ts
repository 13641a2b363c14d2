import { z } from 'zod';
import { ListProducts, ProductSort, UpdateProduct, WirePrice } from '../catalog/index.js';
import { listOf, PageQuery } from '../paging.js';
import { text } from '../text.js';
import { http, IdParam } from './route.js';

/** A file of a product as clients see it; `file_size` in bytes. */
export const WireProductFile = z.object({
  id: z.int(),
  filename: z.string(),
  file_type: z.string(),
  file_size: z.int(),
  uploaded_at: z.string(),
});
export type WireProductFile = z.infer<typeof WireProductFile>;

/** A product as clients see it: `nom`/`name` and `prix`/`price` are the same value under both names. */
export const WireProduct = z.object({
  id: z.int(),
  nom: z.string(),
  name: z.string(),
  description: z.string(),
  prix: z.number(),
  price: z.number(),
  currency: z.string(),
  stock: z.int(),
  category: z.string().nullable(),
  owner_id: z.int(),
  owner_username: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  files: z.array(WireProductFile).optional(),
});
export type WireProduct = z.infer<typeof WireProduct>;

export const WireProductPage = z.object({
  products: z.array(WireProduct),
  total: z.int(),
  total_is_estimate: z.boolean(),
  page: z.int(),
  limit: z.int(),
  next_cursor: z.string().nullable(),
  facets: z.object({ category: z.array(z.object({ value: z.string(), count: z.int() })) }).optional(),
});
export type WireProductPage = z.infer<typeof WireProductPage>;

const { name, description, stock, category } = UpdateProduct.shape;
const WireFields = z.strictObject({
  nom: name,
  name,
  description,
  prix: WirePrice.optional(),
  price: WirePrice.optional(),
  stock,
  category,
});
type WireFields = z.output<typeof WireFields>;

/** Two spellings of one field: either will do, both must agree. */
function oneOf<T>(
  body: WireFields,
  french: 'nom' | 'prix',
  english: 'name' | 'price',
  values: [T?, T?],
  ctx: z.RefinementCtx<WireFields>,
): T | undefined {
  const [first, second] = values;
  if (first !== undefined && second !== undefined && first !== second) {
    ctx.issues.push({ code: 'custom', path: [english], message: `contradicts ${french}`, input: body });
  }
  return first ?? second;
}

function canonical({ nom, name, prix, price, ...same }: WireFields, ctx: z.RefinementCtx<WireFields>) {
  const body = { nom, name, prix, price, ...same };
  return { ...same, name: oneOf(body, 'nom', 'name', [nom, name], ctx), price: oneOf(body, 'prix', 'price', [prix, price], ctx) };
}

function required(body: WireFields, field: string, ctx: z.RefinementCtx<WireFields>): never {
  ctx.issues.push({ code: 'custom', path: [field], message: 'is required', input: body });
  return z.NEVER;
}

export const CreateProductBody = WireFields.transform((body, ctx) => {
  const { name, price, ...rest } = canonical(body, ctx);
  return { ...rest, name: name ?? required(body, 'nom', ctx), price: price ?? required(body, 'prix', ctx) };
});

export const UpdateProductBody = WireFields.transform(canonical);

const ProductQuery = z
  .strictObject({
    ...PageQuery.shape,
    search: ListProducts.shape.search,
    sort: ProductSort.optional(),
    category: text(0, 60).optional(),
    price_min: WirePrice.optional(),
    price_max: WirePrice.optional(),
    facets: listOf(z.enum(['category']), 1),
  })
  .transform(({ price_min, price_max, search, category, ...rest }) => ({
    ...rest,
    // A form that sends its empty fields asks for nothing by them.
    search: search || undefined,
    category: category || undefined,
    priceMin: price_min,
    priceMax: price_max,
  }));

const FileParams = z.object({ ...IdParam.shape, fileId: IdParam.shape.id });
const tag = 'Products';
const one = { status: 200, description: 'The product', body: WireProduct } as const;
const bytes = { description: 'The bytes', contentType: '*/*' } as const;

export const productRoutes = {
  list: http('GET', '/products', {
    id: 'listProducts',
    tag,
    summary: 'Products by filters, words and order',
    access: 'none',
    query: ProductQuery,
    success: [{ status: 200, description: 'A page of products', body: WireProductPage }],
  }),
  get: http('GET', '/products/:id', {
    id: 'getProduct',
    tag,
    summary: 'One product with its files',
    access: 'none',
    params: IdParam,
    success: [one],
  }),
  create: http('POST', '/products', {
    id: 'createProduct',
    tag,
    summary: 'Offer a product',
    access: 'user',
    body: CreateProductBody,
    success: [{ ...one, status: 201 }],
  }),
  update: http('PUT', '/products/:id', {
    id: 'updateProduct',
    tag,
    summary: 'Change what is sent of a product',
    access: 'user',
    params: IdParam,
    body: UpdateProductBody,
    success: [one],
    errors: ['PRECONDITION_FAILED'],
  }),
  delete: http('DELETE', '/products/:id', {
    id: 'deleteProduct',
    tag,
    summary: 'Take a product away with its files',
    access: 'user',
    params: IdParam,
    success: [{ status: 204, description: 'It is gone' }],
    errors: ['PRECONDITION_FAILED'],
  }),
  addFile: http('POST', '/products/:id/files', {
    id: 'addProductFile',
    tag,
    summary: 'Add a file (`file`, 50 MiB at most) to a product',
    access: 'user',
    params: IdParam,
    bodyKind: 'multipart',
    fileField: 'file',
    success: [{ status: 201, description: 'The file', body: WireProductFile }],
    errors: ['FILE_MISSING', 'UPLOAD_INCOMPLETE', 'QUOTA_EXCEEDED', 'CONFLICT'],
  }),
  getFile: http('GET', '/products/:id/files/:fileId', {
    id: 'getProductFile',
    tag,
    summary: 'The bytes of a file: for the owner and administrators, and for everybody while the price is 0',
    access: 'optional',
    params: FileParams,
    success: [
      { ...bytes, status: 200 },
      { ...bytes, status: 206, description: 'The range asked for' },
    ],
    errors: ['RANGE_NOT_SATISFIABLE'],
    etag: false,
  }),
  removeFile: http('DELETE', '/products/:id/files/:fileId', {
    id: 'removeProductFile',
    tag,
    summary: 'Take a file away',
    access: 'user',
    params: FileParams,
    success: [{ status: 204, description: 'It is gone' }],
  }),
};
