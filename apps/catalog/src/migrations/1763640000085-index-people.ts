import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes for the export and the erasure of personal data. */
export class IndexPeople1763640000085 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX products_owner ON products (owner_id, id)');
    await runner.query('CREATE INDEX resources_uploader ON resources (uploader_id, id)');
    await runner.query('CREATE INDEX resource_ratings_user ON resource_ratings (user_id, resource_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX products_owner, resources_uploader, resource_ratings_user');
  }
}
