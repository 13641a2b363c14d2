import { z } from 'zod';
import { http, OwnerParam } from './route.js';

const Query = z
  .strictObject({
    format: z.enum(['csv', 'jsonl']).default('csv').describe('`csv`, or `jsonl`: one JSON object a line.'),
    separator: z
      .enum(['comma', 'semicolon'])
      .default('comma')
      .describe('Between the cells of a CSV file. Spreadsheets in French expect a semicolon.'),
    owner: z
      .union([OwnerParam, z.literal('all')])
      .optional()
      .describe('Products of this user, by id; `me` is the caller, and the default. Others, and `all`, are for administrators.'),
  })
  .transform(({ owner, ...rest }) => ({ ...rest, owner: owner === undefined || owner === '' ? ('me' as const) : owner }));

export const exportRoute = http('GET', '/products/export', {
  id: 'exportProducts',
  permission: 'catalog.products.export',
  tag: 'Products',
  summary: 'Export products as a file',
  description:
    'Streams a CSV file (UTF-8 with a byte order mark) or JSON lines with the columns that an import reads: `id`, `sku`, `name`, `description`, `price`, `currency`, `prices` (further currencies), `stock` and `category`. An apostrophe stands before CSV cells that a spreadsheet would run as formulas; an import removes it. A file whose connection ended early is cut.',
  access: 'user',
  query: Query,
  success: [
    { status: 200, description: 'The file.', contentType: 'text/csv' },
    { status: 200, description: 'The file.', contentType: 'application/jsonl' },
  ],
  errors: ['FORBIDDEN', 'OVERLOADED'],
  etag: false,
});
