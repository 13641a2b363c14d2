import { z } from 'zod';

const Id = z.int().min(1).max(2_147_483_647);

/**
 * Things of one person that everybody may see from now on. `at` is absent where it is the time of the event. Again is no
 * change: a thing keeps its first place in time.
 */
export const Published = z.object({
  personId: Id,
  things: z
    .array(z.object({ id: Id, at: z.iso.datetime().optional() }))
    .min(1)
    .max(100),
});
export type Published = z.infer<typeof Published>;

/** Things that everybody could see, and may see no more. */
export const Withdrawn = z.object({ personId: Id, ids: z.array(Id).min(1).max(100) });
export type Withdrawn = z.infer<typeof Withdrawn>;
