import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A sanction is lifted by its own rank or a higher one. Earlier sanctions that were not imposed by the owner of the room
 * are by a moderator, since chat stores no roles; those of the platform itself have the lowest rank.
 */
export class RankSanctions1763800000140 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sanctions ADD COLUMN rank text NOT NULL DEFAULT 'owner' CHECK (rank IN ('owner', 'moderator', 'admin'));
      UPDATE sanctions s SET rank = 'moderator' WHERE moderator_id <> 0
        AND NOT EXISTS (SELECT FROM members m WHERE m.room_id = s.room_id AND m.user_id = s.moderator_id AND m.role = 'owner')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sanctions DROP COLUMN rank');
  }
}
