import type { SqlExecutor } from './sql-executor.js';

/** How far this service is with one source. */
export interface Place {
  readonly log: string;
  readonly position: number;
}

export async function placeOf(database: SqlExecutor, source: string): Promise<Place | undefined> {
  const [row] = await database.query<{ log: string; position: string }>(
    'SELECT log, position FROM event_positions WHERE source = $1',
    [source],
  );
  return row && { log: row.log, position: Number(row.position) };
}

/** Begins at the start of a log: of a source that is new here, or whose database was made anew. */
export async function beginLog(database: SqlExecutor, source: string, log: string): Promise<void> {
  await database.query(
    `INSERT INTO event_positions AS place (source, log, position) VALUES ($1, $2, 0)
     ON CONFLICT (source) DO UPDATE SET log = excluded.log, position = 0 WHERE place.log <> excluded.log`,
    [source, log],
  );
}

/**
 * Moves on within a transaction; answers false when another replica is doing so or has done so, and then this one
 * leaves the event alone.
 */
export async function moveOn(tx: SqlExecutor, source: string, from: Place, to: number): Promise<boolean> {
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
