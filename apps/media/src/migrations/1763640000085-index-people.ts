import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes for the export and the erasure of personal data. */
export class IndexPeople1763640000085 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX tracks_uploader');
    await runner.query('CREATE INDEX tracks_uploader ON tracks (uploader_id, id)');
    await runner.query('CREATE INDEX track_plays_user ON track_plays (user_id, track_id)');
    await runner.query('CREATE INDEX objects_owner ON objects (owner_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX tracks_uploader, track_plays_user, objects_owner');
    await runner.query('CREATE INDEX tracks_uploader ON tracks (uploader_id)');
  }
}
