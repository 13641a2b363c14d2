import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Renditions that are played while they are written. */
export class CreateGrowingSegments1763940000060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE tracks ADD growing_id uuid');
    await runner.query('CREATE INDEX tracks_growing ON tracks (growing_id) WHERE growing_id IS NOT NULL');
    await runner.query(`
      CREATE TABLE growing_segments (
        rendition_id uuid NOT NULL REFERENCES objects ON DELETE CASCADE,
        kbits smallint NOT NULL,
        number integer NOT NULL CHECK (number >= 0),
        seconds double precision NOT NULL CHECK (seconds > 0),
        PRIMARY KEY (rendition_id, kbits, number)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE growing_segments');
    await runner.query('ALTER TABLE tracks DROP growing_id');
  }
}
