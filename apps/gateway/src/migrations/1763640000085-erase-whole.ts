import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the erasure of an account and its export need to find everything that is one person's. */
export class EraseWhole1763640000085 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE mails ADD COLUMN user_id integer;
      CREATE INDEX mails_of_user ON mails (user_id, id);
      CREATE INDEX sessions_of_user ON sessions (user_id, id);
      CREATE INDEX events_of_user ON events ((payload->>'id')) WHERE name = 'identity.users.changed';
      ALTER TABLE users ADD COLUMN erased_again boolean NOT NULL DEFAULT false;
      CREATE INDEX users_to_erase_again ON users (deleted_at) WHERE deleted_at IS NOT NULL AND NOT erased_again;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX mails_of_user, sessions_of_user, events_of_user, users_to_erase_again;
      ALTER TABLE mails DROP COLUMN user_id;
      ALTER TABLE users DROP COLUMN erased_again;
    `);
  }
}
