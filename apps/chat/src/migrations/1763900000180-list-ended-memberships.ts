import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ListEndedMemberships1763900000180 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ended_memberships (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        cabinet_id uuid NOT NULL,
        user_id integer NOT NULL,
        at timestamptz(3) NOT NULL DEFAULT now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ended_memberships');
  }
}
