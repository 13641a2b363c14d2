import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Previews of pages elsewhere, found by the hash of their address (decision 276). */
export class CreateLinkPreviews1764800000065 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE link_previews (
        hash text PRIMARY KEY,
        site text NOT NULL,
        title text,
        description text NOT NULL,
        picture_id uuid REFERENCES objects,
        read_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX link_previews_read ON link_previews (read_at)`);
  }
}
