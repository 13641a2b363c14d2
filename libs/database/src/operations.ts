import { requestContext, type SqlExecutor } from '@veza/transport';

/** The table of `once`, for a migration of every service that uses it. */
export const OPERATIONS_SQL = `
CREATE TABLE operations (
  id text PRIMARY KEY,
  reply jsonb,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX operations_by_time ON operations (created_at);
`;

/**
 * Does a change once, however often its client asks for it. A request that carries an Idempotency-Key carries the id of
 * its operation through every call; the id and the reply are rows of the same transaction as the change, so whoever asks
 * again, because nobody knows whether the first try came to its end, gets the kept reply and changes nothing. A second
 * try beside the first waits for it. Without an operation `work` simply runs.
 *
 * The reply is kept as JSON for 25 h, an hour longer than the door keeps its key; a few old ones go with each new one.
 */
export async function once<Reply>(tx: SqlExecutor, work: () => Promise<Reply>): Promise<Reply> {
  const id = requestContext.get()?.operation;
  if (id === undefined) return work();
  const taken = await tx.query(
    `WITH swept AS (
       DELETE FROM operations WHERE id IN (
         SELECT id FROM operations WHERE created_at < now() - interval '25 hours' LIMIT 10 FOR UPDATE SKIP LOCKED)
     ) INSERT INTO operations (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING 1`,
    [id],
  );
  if (taken.length === 0) {
    const [kept] = await tx.query<{ reply: Reply }>('SELECT reply FROM operations WHERE id = $1', [id]);
    if (!kept) throw new Error('An operation was swept while it was asked for again');
    return kept.reply;
  }
  const reply = await work();
  await tx.query('UPDATE operations SET reply = $2 WHERE id = $1', [id, JSON.stringify(reply)]);
  return reply;
}
