import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A ban is lifted by its own rank or a higher one. Earlier bans have the present role of the account that imposed them. */
export class RankAccountBans1763840000143 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account_bans ADD COLUMN rank text NOT NULL DEFAULT 'moderator' CHECK (rank IN ('moderator', 'admin'));
      UPDATE account_bans b SET rank = 'admin' FROM users u WHERE u.id = b.moderator_id AND u.role = 'admin'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE account_bans DROP COLUMN rank');
  }
}
