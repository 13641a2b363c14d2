import { whileRecording } from './sent-statements.js';

const ENTER = `SELECT set_config('booking.cabinet_id', $1, true)`;

/** The statements of jobs in one cabinet while the work runs: those of transactions of the platform. */
export async function deskStatements(cabinetId: string, work: () => Promise<unknown>): Promise<string[]> {
  const inside = new WeakSet<object>();
  const sent: string[] = [];
  await whileRecording(({ client, sql, values }) => {
    if (sql === ENTER && Array.isArray(values) && values[0] === cabinetId) inside.add(client);
    else if (/^(COMMIT|ROLLBACK)/.test(sql)) inside.delete(client);
    else if (inside.has(client)) sent.push(sql);
  }, work);
  return sent;
}
