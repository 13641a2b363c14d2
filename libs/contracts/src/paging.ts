import { z } from 'zod';

/**
 * Every list is bounded and pages two ways: by number, or by an opaque keyset cursor. A value out of range is an error and is
 * never clamped. Query strings arrive as text, hence the coercion.
 */
export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1).describe('Page number, starting at 1.'),
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('Number of items per page, 1 to 100.'),
  cursor: z.string().max(500).optional().describe('Opaque cursor of the next page, from the previous response. Replaces `page`.'),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** `none`: the rows of a list are not counted. */
export const CountedTotal = z
  .enum(['none'])
  .optional()
  .describe('`none`: `total` is the number of rows up to the end of the page, an estimate, which costs nothing.');

/** A page of a list. Totals are exact to 10,000; a larger `total` is an estimate and is marked as one. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item).max(500),
    total: z.int().nonnegative(),
    totalIsEstimate: z.boolean(),
    page: z.int(),
    limit: z.int(),
    nextCursor: z.string().nullable(),
  });

/** What a page of a search has when the words do not match as they are. */
export const SearchHelp = z.object({
  /** Words of the search that were left out: with them nothing matches. */
  without: z.array(z.string()).max(8).optional(),
  /** The search in a spelling that is known. */
  didYouMean: z.string().max(400).optional(),
});
export type SearchHelp = z.infer<typeof SearchHelp>;

/** `a=1&a=2`, `a[]=1` and `a=1,2` are the same list (the gateway folds `a[]` into `a`). */
export const listOf = <Item extends z.ZodType>(item: Item, most = 50) =>
  z
    .preprocess((value) => {
      if (value === '') return [];
      const all = Array.isArray(value) ? value : [value];
      return all.flatMap((each) => (typeof each === 'string' ? each.split(',') : [each])).filter((each) => each !== '');
    }, z.array(item).max(most))
    .default([]);
