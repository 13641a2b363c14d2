import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of uploads, for their uploaders. */
export class CreateTrackNotices1764100000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE track_notices (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        track_id integer NOT NULL REFERENCES tracks ON DELETE CASCADE,
        user_id integer NOT NULL,
        error text,
        read_at timestamptz(3),
        created_at timestamptz(3) NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE INDEX track_notices_user ON track_notices (user_id, created_at, id)');
    await runner.query('CREATE INDEX track_notices_track ON track_notices (track_id)');
    await runner.query('CREATE INDEX track_notices_age ON track_notices (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE track_notices');
  }
}
