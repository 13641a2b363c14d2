import { z } from 'zod';

/** The longest page of the lists that the printed clients read whole: it is their default as well. */
export const LONGEST_LIST = 500;

/**
 * A page of such a list. Its reply is an array, so its reader makes the cursor from the position of the last item: the values
 * by which the list is sorted. Both are absent for the first whole page, as earlier versions ask for it.
 */
export const LongListPage = {
  limit: z.int().min(1).max(LONGEST_LIST).optional(),
  cursor: z.string().max(500).optional(),
};
