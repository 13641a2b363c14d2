import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the tags of a file state; the tracks that exist keep what their uploaders have set. */
export class AddTagsOfFiles1763640000145 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE tracks
        ADD track_number smallint,
        ADD year smallint,
        ADD from_tags text[] NOT NULL DEFAULT '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE tracks DROP track_number, DROP year, DROP from_tags');
  }
}
