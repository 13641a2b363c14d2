import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/**
 * The floor of each log, the turn of the sweep, and what archives cover (decision 243). Rooms that exist may have entries
 * of any age, so the sweep looks at them first. A send changes no column of the index, so its update of the room stays in
 * the page (HOT).
 */
export class RetainLog1764800000023 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE rooms
        ADD COLUMN first_seq bigint NOT NULL DEFAULT 1,
        ADD COLUMN oldest_at timestamptz(3) NOT NULL DEFAULT 'epoch';
      ALTER TABLE rooms ALTER oldest_at SET DEFAULT now();
      CREATE INDEX rooms_by_age ON rooms (oldest_at, id);
      COMMENT ON COLUMN rooms.first_seq IS 'The log begins here: what was before is removed';
      COMMENT ON COLUMN rooms.oldest_at IS 'No entry of the log is older';

      CREATE TABLE log_sweeps (
        name text PRIMARY KEY,
        due_at timestamptz NOT NULL DEFAULT now(),
        holder text
      );
      INSERT INTO log_sweeps (name) VALUES ('log');

      CREATE TABLE log_archives (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        covers_before timestamptz(3) NOT NULL,
        taken_at timestamptz(3) NOT NULL,
        messages bigint NOT NULL,
        changes bigint NOT NULL,
        manifest_sha256 text NOT NULL
      )`);
  }
}
