import pg from 'pg';

export interface SentStatement {
  client: object;
  sql: string;
  values: unknown;
}

/** Runs the work, and calls `record` with each statement that any connection of this process sends meanwhile. */
export async function whileRecording(record: (sent: SentStatement) => void, work: () => Promise<unknown>): Promise<void> {
  const { prototype } = pg.Client;
  const query: unknown = prototype.query;
  if (typeof query !== 'function') throw new Error('pg has no query');
  const recording = function (this: pg.Client, ...sent: unknown[]): unknown {
    const [first, values] = sent;
    record({ client: this, sql: typeof first === 'string' ? first : String(Object(first).text), values });
    return Reflect.apply(query, this, sent);
  };
  Object.assign(prototype, { query: recording });
  try {
    await work();
  } finally {
    Object.assign(prototype, { query });
  }
}
