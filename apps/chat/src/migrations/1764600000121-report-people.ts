import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A report of a person has no message. A person has one open report by the same reporter. */
export class ReportPeople1764600000121 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reports ALTER message_id DROP NOT NULL, ALTER room_id DROP NOT NULL,
        ADD CHECK ((message_id IS NULL) = (room_id IS NULL));
      CREATE UNIQUE INDEX reports_of_people ON reports (user_id, reporter_id) WHERE message_id IS NULL AND status = 'open'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM reports WHERE message_id IS NULL;
      DROP INDEX reports_of_people;
      ALTER TABLE reports DROP CONSTRAINT reports_check, ALTER message_id SET NOT NULL, ALTER room_id SET NOT NULL`);
  }
}
