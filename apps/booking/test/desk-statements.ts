import pg from 'pg';

const ENTER = `SELECT set_config('booking.cabinet_id', $1, true)`;

/** The statements of jobs in one cabinet while the work runs: those of transactions of the platform. */
export async function deskStatements(cabinetId: string, work: () => Promise<unknown>): Promise<string[]> {
  const { prototype } = pg.Client;
  const query: unknown = prototype.query;
  if (typeof query !== 'function') throw new Error('pg has no query');
  const inside = new WeakSet<object>();
  const sent: string[] = [];
  const counting = function (this: pg.Client, ...all: unknown[]): unknown {
    const [first, values] = all;
    const sql = typeof first === 'string' ? first : String(Object(first).text);
    if (sql === ENTER && Array.isArray(values) && values[0] === cabinetId) inside.add(this);
    else if (/^(COMMIT|ROLLBACK)/.test(sql)) inside.delete(this);
    else if (inside.has(this)) sent.push(sql);
    return Reflect.apply(query, this, all);
  };
  Object.assign(prototype, { query: counting });
  try {
    await work();
  } finally {
    Object.assign(prototype, { query });
  }
  return sent;
}
