import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Uploads that are heard before they are complete. */
export class PreviewUploads1764400000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE resumable_uploads ADD preview_id uuid, ADD previewed bigint NOT NULL DEFAULT 0');
    await runner.query('CREATE UNIQUE INDEX resumable_uploads_preview ON resumable_uploads (preview_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE resumable_uploads DROP preview_id, DROP previewed');
  }
}
