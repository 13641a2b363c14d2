import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = `'track', 'resource', 'product-file', 'chat-file', 'rendition'`;

/** Pictures that users upload as the covers of their tracks. */
export class AddCovers1764200000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE objects
        DROP CONSTRAINT objects_kind_check,
        ADD CONSTRAINT objects_kind_check CHECK (kind IN (${KINDS}, 'picture'))`);
    await runner.query(`ALTER TABLE tracks ADD cover_id uuid UNIQUE REFERENCES objects`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE tracks DROP cover_id`);
    await runner.query(`UPDATE objects SET claimed_by = NULL, released_at = now(), kind = 'chat-file' WHERE kind = 'picture'`);
    await runner.query(`
      ALTER TABLE objects
        DROP CONSTRAINT objects_kind_check,
        ADD CONSTRAINT objects_kind_check CHECK (kind IN (${KINDS}))`);
  }
}
