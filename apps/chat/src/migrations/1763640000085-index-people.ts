import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is one person's, for their export. Every message pays for its place in the first of these. */
export class IndexPeople1763640000085 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX messages_by_user ON messages (user_id, id)');
    await runner.query(`CREATE INDEX reactions_by_user ON reactions (user_id, (message_id::text || ' ' || emoji))`);
    await runner.query('CREATE INDEX reports_by_reporter ON reports (reporter_id, id)');
    await runner.query('CREATE INDEX sanctions_by_user ON sanctions (user_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX messages_by_user, reactions_by_user, reports_by_reporter, sanctions_by_user');
  }
}
