import pg from 'pg';

export interface SentStatement {
  client: pg.Client;
  sql: string;
  values: unknown;
}

/** Runs the work, and calls `record` with each statement that any connection of this process sends meanwhile. */
export async function whileRecording(record: (sent: SentStatement) => void, work: () => Promise<unknown>): Promise<void> {
  const { prototype } = pg.Client;
  const query: unknown = prototype.query;
  if (typeof query !== 'function') throw new Error('pg has no query');
  const recording = function (this: pg.Client, ...sent: unknown[]): unknown {
    const [first, plain] = sent;
    const config: { text: unknown; values?: unknown } = typeof first === 'string' ? { text: first } : Object(first);
    record({ client: this, sql: String(config.text), values: config.values ?? plain });
    return Reflect.apply(query, this, sent);
  };
  Object.assign(prototype, { query: recording });
  try {
    await work();
  } finally {
    Object.assign(prototype, { query });
  }
}
