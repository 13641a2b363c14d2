import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';

/** Longer than a pause of the event loop, shorter than the patience of a client whose replica was killed. */
export const LEASE_SECONDS = 6;
const OLD_SECONDS = 60;

/** Raw SQL: conditions, change and result of a lock are one statement, by the clock of Postgres. */
@Injectable()
export class UploadLocksRepository {
  constructor(private readonly database: Database) {}

  /** False while another request has the lock, which is then marked as wanted. */
  async take(uploadId: string, token: string): Promise<boolean> {
    const [row] = await this.database.query<{ taken: boolean }>(
      `INSERT INTO upload_locks AS held (upload_id, token, until) VALUES ($1, $2, now() + make_interval(secs => ${LEASE_SECONDS}))
       ON CONFLICT (upload_id) DO UPDATE SET
         token = CASE WHEN held.until < now() THEN excluded.token ELSE held.token END,
         until = CASE WHEN held.until < now() THEN excluded.until ELSE held.until END,
         wanted = held.until >= now()
       RETURNING token = $2 AS taken`,
      [uploadId, token],
    );
    return row?.taken ?? false;
  }

  async release(uploadId: string, token: string): Promise<void> {
    await this.database.query('DELETE FROM upload_locks WHERE upload_id = $1 AND token = $2', [uploadId, token]);
  }

  /** Extends the leases; returns those that still exist. */
  async renew(tokens: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ token: string }>(
      `UPDATE upload_locks SET until = now() + make_interval(secs => ${LEASE_SECONDS}) WHERE token = ANY($1::uuid[]) RETURNING token`,
      [tokens],
    );
    return rows.map(({ token }) => token);
  }

  async wanted(tokens: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ token: string }>(
      'SELECT token FROM upload_locks WHERE token = ANY($1::uuid[]) AND wanted',
      [tokens],
    );
    return rows.map(({ token }) => token);
  }

  /** Deletes what killed replicas left. */
  async deleteOld(): Promise<void> {
    await this.database.query(`DELETE FROM upload_locks WHERE until < now() - make_interval(secs => ${OLD_SECONDS})`);
  }
}
