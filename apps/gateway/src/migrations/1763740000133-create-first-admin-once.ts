import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row since the first administrator was created. A database with accounts has had one. */
export class CreateFirstAdminOnce1763740000133 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE first_admin (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        created_at timestamptz NOT NULL DEFAULT now()
      );
      INSERT INTO first_admin (only_row) SELECT true WHERE EXISTS (SELECT 1 FROM users);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE first_admin');
  }
}
