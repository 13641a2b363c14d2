import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Bans are events since community leaves banned people out of its counts: here the ones in force (decision 245). */
export class AnnounceBans1764800000026 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO events (name, payload)
      SELECT 'identity.bans.imposed', jsonb_build_object(
        'userId', id, 'until', CASE WHEN banned_until < 'infinity' THEN to_char(banned_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') END)
      FROM users WHERE banned_until > now() AND deleted_at IS NULL ORDER BY id`);
  }
}
