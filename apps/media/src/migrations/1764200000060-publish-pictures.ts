import type { MigrationInterface, QueryRunner } from 'typeorm';

/** With a constant default: no row is rewritten. */
export class PublishPictures1764200000060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE objects ADD is_public boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE objects DROP is_public');
  }
}
