import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Reminders by SMS (decision 299): the consent of a patient, and what is sent to a phone instead of a mailbox. */
export class AddPatientSms1764800000073 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE patients ADD COLUMN sms_consent_at timestamptz(3);
      ALTER TABLE patient_mails ADD COLUMN channel text NOT NULL DEFAULT 'mail' CHECK (channel IN ('mail', 'sms'))`);
  }
}
