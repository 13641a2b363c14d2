import pg from 'pg';

/** Of a practitioner's calendar; those of other advisory locks are in other names. */
const LOCK = 'booking.busy:';

/**
 * The statements of each transaction after the lock of a calendar and before its end, while the work runs. Of transactions
 * that were committed.
 */
export async function lockedStatements(work: () => Promise<unknown>): Promise<string[][]> {
  const { prototype } = pg.Client;
  const query: unknown = prototype.query;
  if (typeof query !== 'function') throw new Error('pg has no query');
  const locked = new Map<object, string[]>();
  const committed: string[][] = [];
  const counting = function (this: pg.Client, ...all: unknown[]): unknown {
    const [first] = all;
    const sql = typeof first === 'string' ? first : String(Object(first).text);
    const statements = locked.get(this);
    if (/^(COMMIT|ROLLBACK)/.test(sql)) {
      if (statements && sql.startsWith('COMMIT')) committed.push(statements);
      locked.delete(this);
    } else if (statements) statements.push(sql);
    else if (sql.includes('pg_advisory_xact_lock') && sql.includes(LOCK)) locked.set(this, []);
    return Reflect.apply(query, this, all);
  };
  Object.assign(prototype, { query: counting });
  try {
    await work();
  } finally {
    Object.assign(prototype, { query });
  }
  return committed;
}
