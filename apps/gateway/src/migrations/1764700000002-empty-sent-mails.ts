import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails know their patient while they wait, and keep nothing once they are sent or given up (10 tries). */
export class EmptySentMails1764700000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE mails ADD COLUMN cabinet_id uuid, ADD COLUMN patient_id uuid;
      CREATE INDEX mails_patient_idx ON mails (patient_id) WHERE patient_id IS NOT NULL;
      UPDATE mails SET recipient = '', subject = '', body = '', html = NULL, calendar = NULL, user_id = NULL
        WHERE sent_at IS NOT NULL OR tries >= 10`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mails DROP COLUMN cabinet_id, DROP COLUMN patient_id');
  }
}
