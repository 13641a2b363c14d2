import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Repeating appointments share an id. */
export class AddSeries1763920000141 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE appointments ADD COLUMN series_id uuid');
    await runner.query('CREATE INDEX appointments_series ON appointments (series_id, start_time) WHERE series_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE appointments DROP COLUMN series_id');
  }
}
