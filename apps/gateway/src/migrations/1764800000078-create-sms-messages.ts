import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Texts to phones (decision 299). A row that was taken is never taken again, unless the provider has refused it unread. */
export class CreateSmsMessages1764800000078 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sms_messages (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        recipient text NOT NULL,
        body text NOT NULL,
        cabinet_id uuid NOT NULL,
        patient_id uuid,
        until timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        next_try_at timestamptz NOT NULL DEFAULT now(),
        taken_at timestamptz,
        tries integer NOT NULL DEFAULT 0,
        outcome text CHECK (outcome IN ('sent', 'refused', 'unknown', 'late'))
      );
      CREATE INDEX sms_messages_due ON sms_messages (next_try_at) WHERE taken_at IS NULL AND outcome IS NULL;
      CREATE INDEX sms_messages_cabinet ON sms_messages (cabinet_id, created_at);
      CREATE INDEX sms_messages_patient ON sms_messages (patient_id) WHERE patient_id IS NOT NULL`);
  }
}
