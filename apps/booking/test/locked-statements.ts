import { whileRecording } from './sent-statements.js';

/** Of a practitioner's calendar; those of other advisory locks are in other names. */
const LOCK = 'booking.busy:';

/**
 * The statements of each transaction after the lock of a calendar and before its end, while the work runs. Of transactions
 * that were committed.
 */
export async function lockedStatements(work: () => Promise<unknown>): Promise<string[][]> {
  const locked = new Map<object, string[]>();
  const committed: string[][] = [];
  await whileRecording(({ client, sql }) => {
    const statements = locked.get(client);
    if (/^(COMMIT|ROLLBACK)/.test(sql)) {
      if (statements && sql.startsWith('COMMIT')) committed.push(statements);
      locked.delete(client);
    } else if (statements) statements.push(sql);
    else if (sql.includes('pg_advisory_xact_lock') && sql.includes(LOCK)) locked.set(client, []);
  }, work);
  return committed;
}
