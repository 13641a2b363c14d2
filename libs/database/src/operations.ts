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
/** Raw SQL: ages are compared on the clock of Postgres. */
const EXPIRED = `created_at < now() - make_interval(hours => ${OPERATION_HOURS})`;

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
  const taken = await take(tx, [id]);
  if (taken.length === 0) {
    const [kept] = await tx.query<{ reply: Reply }>('SELECT reply FROM operations WHERE id = $1', [id]);
    if (!kept) throw new Error('An operation was deleted while its request was repeated');
    return kept.reply;
  }
  const reply = await work();
  await tx.query('UPDATE operations SET reply = $2 WHERE id = $1', [id, JSON.stringify(reply)]);
  return reply;
}

/** A change of a batch; `operation` as in the request context. */
export interface OnceEntry {
  readonly operation?: string;
}

/**
 * `once` for a batch in one transaction. `work` gets the entries whose operation is new or absent, and returns a reply for
 * each in order; the replies of all entries are returned in order. Two entries of one operation get one reply.
 */
export async function onceForAll<Entry extends OnceEntry, Reply>(
  tx: SqlExecutor,
  entries: readonly Entry[],
  work: (fresh: readonly Entry[]) => Promise<readonly Reply[]>,
): Promise<Reply[]> {
  const ids = [...new Set(entries.flatMap(({ operation }) => operation ?? []))].sort(); // one order: no deadlocks
  const open = new Set(ids.length > 0 ? await take(tx, ids) : []);
  const fresh = entries.filter(({ operation }) => operation === undefined || open.delete(operation));
  const replies = fresh.length > 0 ? await work(fresh) : [];
  const made = new Map(fresh.map((entry, index) => [entry, replies[index]] as const));
  const kept = new Map<string, Reply>();
  const stored = [...made].flatMap(([{ operation }, reply]) => {
    if (operation === undefined || reply === undefined) return [];
    kept.set(operation, reply);
    return { operation, reply: JSON.stringify(reply) };
  });
  if (stored.length > 0)
    await tx.query(
      'UPDATE operations o SET reply = new.reply::jsonb FROM unnest($1::text[], $2::text[]) AS new (id, reply) WHERE o.id = new.id',
      [stored.map(({ operation }) => operation), stored.map(({ reply }) => reply)],
    );
  const known = ids.filter((id) => !kept.has(id));
  if (known.length > 0)
    for (const { id, reply } of await tx.query<{ id: string; reply: Reply }>(
      'SELECT id, reply FROM operations WHERE id = ANY ($1)',
      [known],
    ))
      kept.set(id, reply);
  return entries.map((entry) => {
    const reply = made.get(entry) ?? kept.get(entry.operation ?? '');
    if (reply === undefined) throw new Error('An operation was deleted while its request was repeated');
    return reply;
  });
}

/** Returns the ids that are new. A transaction that takes one of them at the same time is awaited. */
async function take(tx: SqlExecutor, ids: readonly string[]): Promise<string[]> {
  const taken = await tx.query<{ id: string }>(
    `WITH swept AS (
       DELETE FROM operations WHERE id IN (
         SELECT id FROM operations WHERE ${EXPIRED} LIMIT 10 FOR UPDATE SKIP LOCKED)
     ) INSERT INTO operations (id) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING RETURNING id`,
    [ids],
  );
  return taken.map(({ id }) => id);
}

export async function deleteOldOperations(db: SqlExecutor): Promise<void> {
  await db.query(`DELETE FROM operations WHERE ${EXPIRED}`);
}
