import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The sound that is served while another one replaces it. */
export class ReplaceSounds1764100000052 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE tracks
        ADD kept_source_id uuid UNIQUE REFERENCES objects,
        ADD kept_filename text,
        ADD CHECK ((kept_source_id IS NULL) = (kept_filename IS NULL)),
        ADD CHECK (kept_source_id IS NULL OR rendition_id IS NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE tracks DROP kept_source_id, DROP kept_filename');
  }
}
