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

/** Life of an idempotency key. */
export const IDEMPOTENCY_KEY_HOURS = 24;
/** Life of an operation's reply: longer than the key, so that no key stands for an operation that is gone. */
export const OPERATION_HOURS = IDEMPOTENCY_KEY_HOURS + 1;

/**
 * Makes a change once, for any number of repetitions by its client. A request with an Idempotency-Key carries the id of
 * its operation through every call. The id and the reply are rows of the transaction of the change, so a repetition
 * returns the stored reply and changes nothing. A concurrent repetition waits for the first request. Without an
 * operation `work` simply runs.
 *
 * The reply is stored as JSON for OPERATION_HOURS; each new one deletes a few old ones. Raw SQL: the transaction may be
 * that of an event, and one statement inserts and deletes.
 */
export async function once<Reply>(tx: SqlExecutor, work: () => Promise<Reply>): Promise<Reply> {
  const id = requestContext.get()?.operation;
  if (id === undefined) return work();
  const taken = await tx.query(
    `WITH swept AS (
       DELETE FROM operations WHERE id IN (
         SELECT id FROM operations WHERE created_at < now() - make_interval(hours => ${OPERATION_HOURS}) LIMIT 10 FOR UPDATE SKIP LOCKED)
     ) INSERT INTO operations (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING 1`,
    [id],
  );
  if (taken.length === 0) {
    const [kept] = await tx.query<{ reply: Reply }>('SELECT reply FROM operations WHERE id = $1', [id]);
    if (!kept) throw new Error('An operation was deleted while its request was repeated');
    return kept.reply;
  }
  const reply = await work();
  await tx.query('UPDATE operations SET reply = $2 WHERE id = $1', [id, JSON.stringify(reply)]);
  return reply;
}

/** Raw SQL: ages are compared on the clock of Postgres. */
export async function deleteOldOperations(db: SqlExecutor): Promise<void> {
  await db.query('DELETE FROM operations WHERE created_at < now() - make_interval(hours => $1)', [OPERATION_HOURS]);
}
