import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOutageStates1764000000151 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outage_states (
        connection_id text PRIMARY KEY,
        replica text NOT NULL,
        version bigint NOT NULL,
        state jsonb NOT NULL,
        stored_at timestamptz(3) NOT NULL DEFAULT now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outage_states');
  }
}
