import type { SystemDatabase } from './system-database.js';

/** Makes a failed track wait without a job, as long as the system runs; undefined while it has not failed yet. */
export async function makeWait(database: SystemDatabase, id: unknown): Promise<true | undefined> {
  // An uploader without an account: no end of another track queues it.
  const rows = await database.query(`
    UPDATE media.tracks SET status = 'processing', starts = 0, attempt = attempt + 1, error = NULL,
      uploader_id = 2147483647, moved_at = now() + interval '1 day'
    WHERE id = ${Number(id)} AND status = 'failed' RETURNING id`);
  return rows.length === 1 || undefined;
}
