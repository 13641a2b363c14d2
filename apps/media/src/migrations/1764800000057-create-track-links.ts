import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** A private track has one link at most (decision 269), which ends with the track. */
export class CreateTrackLinks1764800000057 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE track_links (
        track_id integer PRIMARY KEY REFERENCES tracks ON DELETE CASCADE,
        code_hash bytea NOT NULL UNIQUE,
        created_at timestamptz(3) NOT NULL DEFAULT now()
      )`);
  }
}
