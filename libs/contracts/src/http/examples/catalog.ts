import { publicPicture } from '../../media/index.js';
import type { AreaExamples } from './shape.js';

const created_at = '2026-03-01T09:30:00.000Z';
const page = { total: 1, total_is_estimate: false, page: 1, limit: 20, next_cursor: null };

const productFile = { id: 3, filename: 'oud.jpg', file_type: 'image/jpeg', file_size: 48_213, uploaded_at: created_at };
const productPicture = {
  id: '3d7f2c1a-8f3e-4b52-9d0c-5a1e2f3b4c5d',
  alt: 'The oud from the front',
  urls: publicPicture('https://veza.example.test', '3d7f2c1a-8f3e-4b52-9d0c-5a1e2f3b4c5d'),
};
const listedProduct = {
  id: 12,
  sku: 'OUD-11',
  nom: 'Oud',
  name: 'Oud',
  description: 'Eleven strings',
  prix: 399.9,
  price: 399.9,
  currency: 'EUR',
  prices: { USD: 429 },
  stock: 2,
  category: 'strings',
  pictures: [productPicture],
  owner_id: 7,
  owner_username: 'ada',
  created_at,
  updated_at: created_at,
};
const resource = {
  id: 4,
  title: 'Kick',
  description: 'A dry kick drum',
  filename: 'kick.wav',
  file_type: 'audio/wav',
  file_size: 88_244,
  category: 'sample' as const,
  tags: ['drum'],
  downloads: 31,
  rating: 4.5,
  ratings_count: 2,
  is_public: true,
  uploader_id: 7,
  uploader_username: 'ada',
  created_at,
};

const productImport = {
  id: 5,
  filename: 'products.csv',
  dry_run: false,
  status: 'done' as const,
  error: null,
  rows_total: 2,
  rows_done: 2,
  created: 1,
  updated: 0,
  unchanged: 0,
  failed: 1,
  faults: [
    {
      row: 3,
      field: 'price',
      column: 'Prix',
      message: 'must be an amount such as 1234.50',
      sentence: 'Row 3, column "Prix": must be an amount such as 1234.50',
    },
  ],
  created_at,
  finished_at: created_at,
};

export const CATALOG_EXAMPLES: AreaExamples = {
  components: {
    Product: { ...listedProduct, files: [productFile] },
    ProductFile: productFile,
    ProductPage: {
      products: [listedProduct],
      ...page,
      facets: { category: [{ value: 'strings', count: 1 }], is_estimate: false },
    },
    ProductTrash: {
      products: [
        {
          id: 12,
          nom: 'Oud',
          name: 'Oud',
          prix: 399.9,
          price: 399.9,
          currency: 'EUR',
          deleted_by: 7,
          deleted_at: created_at,
          expires_at: '2026-03-31T09:30:00.000Z',
        },
      ],
      ...page,
    },
    ProductHistory: {
      changes: [
        {
          id: 90,
          at: created_at,
          user_id: 7,
          username: 'ada',
          action: 'update' as const,
          changes: [{ field: 'price', from: '399.90', to: '349.90' }],
        },
      ],
      ...page,
    },
    ProductImport: productImport,
    ProductImportPage: { imports: [productImport], ...page },
    ProductSuggestions: { suggestions: [{ text: 'Oud', kind: 'product' as const }] },
    Resource: resource,
    ResourcePage: { resources: [resource], ...page },
    ResourceTrash: {
      resources: [
        {
          id: 4,
          title: 'Kick',
          filename: 'kick.wav',
          file_size: 88_244,
          deleted_by: 7,
          deleted_at: created_at,
          expires_at: '2026-03-31T09:30:00.000Z',
        },
      ],
      ...page,
    },
    ResourceHistory: {
      changes: [
        {
          id: 91,
          at: created_at,
          user_id: 7,
          username: 'ada',
          action: 'update' as const,
          changes: [{ field: 'tags', from: 'drum', to: 'drum, dry' }],
        },
      ],
      ...page,
    },
  },
  requests: {
    createProduct: { name: 'Oud', description: 'Eleven strings', price: 399.9, stock: 2, category: 'strings' },
    updateProduct: { price: 349.9 },
    adjustProductStock: { by: 1 },
    addProductPicture: { alt: 'The oud from the front' },
    arrangeProductPictures: { pictures: [{ id: productPicture.id, alt: 'The oud from the side' }] },
    importProducts: { dry_run: 'true' },
    uploadResource: { title: 'Kick', description: 'A dry kick drum', category: 'sample', tags: '["drum"]', is_public: 'true' },
    updateResource: { title: 'Kick, dry', tags: ['drum', 'dry'] },
    rateResource: { rating: 5 },
  },
  responses: {},
};
