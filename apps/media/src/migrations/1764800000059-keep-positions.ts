import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Where a listener stopped in a track, in the row of its plays. The index has the last write of a person (decision 275). */
export class KeepPositions1764800000059 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE track_plays ADD COLUMN heard_seconds real, ADD COLUMN heard_at timestamptz(3);
      CREATE INDEX track_plays_heard ON track_plays (user_id, heard_at) WHERE heard_at IS NOT NULL`);
  }
}
