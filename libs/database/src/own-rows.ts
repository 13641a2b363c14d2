import type { PersonalDataPage } from '@veza/contracts';
import type { SqlExecutor } from '@veza/transport';

/** Where the rows of one person are. The texts are SQL of our own making. */
export interface PersonalRows {
  columns: string;
  /** Tables, joins and conditions; the person is $1. */
  from: string;
  /** What orders the rows and is unique among those of one person. An index on person and key makes every page equally cheap. */
  key: string;
  keyType: 'bigint' | 'uuid' | 'text';
  /** Of a table that has no such index, but many rows: its highest key. A page is then what is found among the next keys. */
  top?: string;
}

const PAGE = 100;
/** Some ten milliseconds of Postgres, when all of them are there. */
const LOOKED_THROUGH = 50_000;

/** A page of what a table holds of one person, after a key. It may be empty and yet not the last. */
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

/** The last key that is looked at for this page; null when there are no more after that many. */
async function endOfStretch(db: SqlExecutor, top: string, after: number): Promise<string | null> {
  const upTo = after + LOOKED_THROUGH;
  const [row] = await db.query<{ more: boolean }>(`SELECT ${top} > $1::bigint AS more`, [upTo]);
  return row?.more ? String(upTo) : null;
}
