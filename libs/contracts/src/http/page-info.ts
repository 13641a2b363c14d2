import { z } from 'zod';
import type { SearchHelp } from '../paging.js';

/** The fields beside the items of a page in the veza edition. */
export const WirePageInfo = z.object({
  total: z.int().describe('Number of items that match the filters, on all pages.'),
  total_is_estimate: z
    .boolean()
    .describe('Whether `total` is an estimate. Totals up to 10,000 are exact, those of a search up to 1,000.'),
  page: z.int().describe('Page number of the request.'),
  limit: z.int().describe('Page size of the request.'),
  next_cursor: z.string().nullable().describe('Cursor of the next page; null on the last page.'),
});

/** The same fields of a page of a search. */
export const WireSearchHelp = z.object({
  without: z
    .array(z.string())
    .optional()
    .describe('Words of the search that were left out, because nothing matches all of them.'),
  did_you_mean: z.string().optional().describe('The search in a spelling that is known, when a word of it is not.'),
});

export const wireSearchHelp = ({ without, didYouMean }: SearchHelp): z.infer<typeof WireSearchHelp> => ({
  ...(without && { without }),
  ...(didYouMean !== undefined && { did_you_mean: didYouMean }),
});

/** What leads to the next page in the nova edition, in lists that do not count. */
export const NextPage = z.object({
  nextCursor: z.string().nullable().describe('Cursor of the next page; null on the last page.'),
});
