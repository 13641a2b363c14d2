import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Members may be moderators of their room, below its owner and above automatic moderation (decision 224). The index permits
 * one owner.
 */
export class ModerateRooms1764800000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE members DROP CONSTRAINT members_role_check,
        ADD CONSTRAINT members_role_check CHECK (role IN ('owner', 'moderator', 'member'));
      CREATE UNIQUE INDEX members_one_owner ON members (room_id) WHERE role = 'owner';
      ALTER TABLE sanctions DROP CONSTRAINT sanctions_rank_check,
        ADD CONSTRAINT sanctions_rank_check CHECK (rank IN ('room-moderator', 'owner', 'moderator', 'admin'));
      UPDATE sanctions SET rank = 'room-moderator' WHERE moderator_id = 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE sanctions SET rank = 'owner' WHERE rank = 'room-moderator';
      UPDATE members SET role = 'member' WHERE role = 'moderator';
      ALTER TABLE sanctions DROP CONSTRAINT sanctions_rank_check,
        ADD CONSTRAINT sanctions_rank_check CHECK (rank IN ('owner', 'moderator', 'admin'));
      DROP INDEX members_one_owner;
      ALTER TABLE members DROP CONSTRAINT members_role_check,
        ADD CONSTRAINT members_role_check CHECK (role IN ('owner', 'member'))`);
  }
}
