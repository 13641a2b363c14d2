import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices of cabinets in the order of their events, until every replica has sent them. Ids only, no texts. */
export class CreateNovaNotices1763900000171 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE nova_notices (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        notice jsonb NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE nova_notices');
  }
}
