import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** What a room notifies each of its members about (decision 250). */
export class LevelNotifications1764800000030 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE members
        ADD COLUMN level text NOT NULL DEFAULT 'all' CHECK (level IN ('all', 'mentions', 'nothing')),
        ADD COLUMN paused_until timestamptz(3);
      COMMENT ON COLUMN members.paused_until IS 'Until then the room notifies about nothing'`);
  }
}
