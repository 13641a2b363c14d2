import type { PersonalDataPage } from '@veza/contracts';
import type { SqlExecutor } from '@veza/transport';

/** The personal rows of one user. The texts are trusted SQL. */
export interface PersonalRows {
  columns: string;
  /** Tables, joins and conditions; the user is $1. */
  from: string;
  /** Orders the rows and is unique among those of one user. An index on user and key makes every page equally cheap. */
  key: string;
  keyType: 'bigint' | 'uuid' | 'text';
  /** The highest key of a large table without such an index. A page is then the matches among the next keys. */
  top?: string;
}

const PAGE = 100;
/** Some ten milliseconds of Postgres, when all of them are there. */
const LOOKED_THROUGH = 50_000;

/** A page of the rows of one user, after a key. It may be empty without being the last. */
export async function readOwnRows(
  db: SqlExecutor,
  { columns, from, key, keyType, top }: PersonalRows,
  userId: number,
  after?: string,
): Promise<PersonalDataPage> {
  const upTo = top === undefined ? null : await endOfStretch(db, top, Number(after ?? 0));
  const found = await db.query<{ key: string; row: Record<string, unknown> }>(
    `SELECT (${key})::text AS key, (SELECT to_jsonb(own) FROM (SELECT ${columns}) AS own) AS row
     FROM ${from} AND ($2::${keyType} IS NULL OR ${key} > $2::${keyType}) AND ($3::${keyType} IS NULL OR ${key} <= $3::${keyType})
     ORDER BY ${key} LIMIT ${PAGE + 1}`,
    [userId, after ?? null, upTo],
  );
  const rows = found.slice(0, PAGE);
  return { rows: rows.map(({ row }) => row), next: found.length > PAGE ? (rows.at(-1)?.key ?? null) : upTo };
}

/** The last key that is read for this page; null when no rows follow. */
async function endOfStretch(db: SqlExecutor, top: string, after: number): Promise<string | null> {
  const upTo = after + LOOKED_THROUGH;
  const [row] = await db.query<{ more: boolean }>(`SELECT ${top} > $1::bigint AS more`, [upTo]);
  return row?.more ? String(upTo) : null;
}
