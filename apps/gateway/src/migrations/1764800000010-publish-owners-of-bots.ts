import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The chat needs the owner of each bot, and has learned of the existing ones without it. Erased bots are included: what was
 * decided about them counts for their owner. A replica of the version before rejects these events, and a newer one takes them.
 */
export class PublishOwnersOfBots1764800000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO events (name, payload)
      SELECT 'identity.users.changed', jsonb_build_object('id', id, 'username', coalesce(username, 'deleted user'), 'firstName', first_name,
        'lastName', last_name, 'avatar', avatar, 'role', role, 'deleted', deleted_at IS NOT NULL, 'botOf', bot_of)
      FROM users WHERE bot_of IS NOT NULL ORDER BY id`);
  }

  async down(): Promise<void> {
    // The events are facts, which the version before does not read again.
  }
}
