import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Moderators look up what a message said before, and what was done in a room or to a person. Sends pay for neither index. */
export class FindVersions1763600000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("CREATE INDEX room_events_changes ON room_events (message_id) WHERE kind IN ('edited', 'deleted')");
    await runner.query('CREATE INDEX moderation_audit_by_room ON moderation_audit (room_id, id)');
    await runner.query('CREATE INDEX moderation_audit_by_user ON moderation_audit (user_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX room_events_changes, moderation_audit_by_room, moderation_audit_by_user');
  }
}
