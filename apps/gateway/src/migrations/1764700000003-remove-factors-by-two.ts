import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RemoveFactorsByTwo1764700000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE factor_removals (
        user_id integer PRIMARY KEY REFERENCES users,
        requested_by integer NOT NULL REFERENCES users,
        requested_at timestamptz NOT NULL DEFAULT now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE factor_removals');
  }
}
