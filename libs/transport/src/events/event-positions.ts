import type { SqlExecutor } from './sql-executor.js';

/*
 * Raw SQL: this library knows no TypeORM, and `moveOn` skips a row that another replica has locked.
 */

/** The position of this service in the log of one source. */
export interface ReadPosition {
  readonly log: string;
  readonly position: number;
}

export async function positionOf(database: SqlExecutor, source: string): Promise<ReadPosition | undefined> {
  const [row] = await database.query<{ log: string; position: string }>(
    'SELECT log, position FROM event_positions WHERE source = $1',
    [source],
  );
  return row && { log: row.log, position: Number(row.position) };
}

/** Sets the position to the start of a log: the source is new here, or its database was recreated. */
export async function beginLog(database: SqlExecutor, source: string, log: string): Promise<void> {
  await database.query(
    `INSERT INTO event_positions AS place (source, log, position) VALUES ($1, $2, 0)
     ON CONFLICT (source) DO UPDATE SET log = excluded.log, position = 0 WHERE place.log <> excluded.log`,
    [source, log],
  );
}

/** Advances the position in the transaction; false when another replica handles or has handled the event. */
export async function advance(tx: SqlExecutor, source: string, from: ReadPosition, to: number): Promise<boolean> {
  const moved = await tx.query(
    `WITH place AS (
       SELECT source FROM event_positions WHERE source = $1 AND log = $2 AND position = $3 FOR UPDATE SKIP LOCKED
     ), moved AS (
       UPDATE event_positions SET position = $4 FROM place WHERE event_positions.source = place.source RETURNING 1
     )
     SELECT 1 FROM moved`,
    [source, from.log, from.position, to],
  );
  return moved.length > 0;
}
