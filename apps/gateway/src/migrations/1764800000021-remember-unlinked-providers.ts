import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RememberUnlinkedProviders1764800000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE unlinked_providers (
        user_id integer NOT NULL REFERENCES users,
        issuer text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (user_id, issuer)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE unlinked_providers');
  }
}
