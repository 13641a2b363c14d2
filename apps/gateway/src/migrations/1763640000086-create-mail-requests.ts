import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests for mails. They are stored before the account is looked up, so that replies do not reveal accounts. */
export class CreateMailRequests1763640000086 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE mail_requests (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('reset', 'otp')),
        email text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mail_requests');
  }
}
