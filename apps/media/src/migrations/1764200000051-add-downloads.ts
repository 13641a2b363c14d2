import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether everyone who may hear a track may download its upload. */
export class AddDownloads1764200000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE tracks ADD downloadable boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE tracks DROP downloadable`);
  }
}
