import { z } from 'zod';

const Id = z.int().min(0).max(2_147_483_647);

/** Ids of one reply. */
export const PUBLIC_IDS_AT_ONCE = 5_000;

/** Ids above `after`, up to `upTo`. */
export const IdRange = z.strictObject({ after: Id, upTo: Id });
export type IdRange = z.infer<typeof IdRange>;

/** What everybody may see of a range, by id; `last` is the greatest id of all, 0 without one. */
export const PublicIds = z.object({ ids: z.array(Id).max(PUBLIC_IDS_AT_ONCE), last: Id });
export type PublicIds = z.infer<typeof PublicIds>;
