import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit log by moderator, however rarely that one acts. */
export class FindModerators1764600000101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX moderation_audit_by_moderator ON moderation_audit (moderator_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX moderation_audit_by_moderator');
  }
}
