import { z } from 'zod';

/** The fields beside the items of a page in the veza edition. */
export const WirePageInfo = z.object({
  total: z.int().describe('Number of items that match the filters, on all pages.'),
  total_is_estimate: z.boolean().describe('Whether `total` is an estimate. Totals up to 10,000 are exact.'),
  page: z.int().describe('Page number of the request.'),
  limit: z.int().describe('Page size of the request.'),
  next_cursor: z.string().nullable().describe('Cursor of the next page; null on the last page.'),
});
