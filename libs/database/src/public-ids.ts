import { type IdRange, PUBLIC_IDS_AT_ONCE, type PublicIds } from '@veza/contracts';
import type { SqlExecutor } from '@veza/transport';

/**
 * The ids of what everybody sees, for a sitemap: of a range, and the greatest of all. Raw SQL: both in one
 * statement, each by the primary key.
 *
 * @param table with an `id`, and its alias if the condition needs one @param shown SQL condition, without parameters
 */
export async function readPublicIds(db: SqlExecutor, table: string, shown: string, { after, upTo }: IdRange): Promise<PublicIds> {
  const [row] = await db.query<PublicIds>(
    `SELECT ARRAY(SELECT id FROM ${table} WHERE id > $1 AND id <= $2 AND ${shown} ORDER BY id LIMIT ${PUBLIC_IDS_AT_ONCE}) AS ids,
       coalesce((SELECT id FROM ${table} WHERE ${shown} ORDER BY id DESC LIMIT 1), 0) AS last`,
    [after, upTo],
  );
  return row ?? { ids: [], last: 0 };
}
