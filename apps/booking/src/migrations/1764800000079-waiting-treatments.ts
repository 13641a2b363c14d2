import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/** Patients wait for a treatment of the cabinet too, with its length, its practitioners and its room. */
export class WaitingTreatments1764800000079 implements Migration {
  /** Programs of before write no treatment: the new constraint holds for all their rows. */
  readonly compatibleSince = 1763700000003;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE waiting_entries ADD COLUMN treatment_id uuid,
        ADD CONSTRAINT waiting_entries_treatment FOREIGN KEY (cabinet_id, treatment_id) REFERENCES treatments (cabinet_id, id);
      CREATE INDEX waiting_entries_of_treatment ON waiting_entries (treatment_id) WHERE treatment_id IS NOT NULL`);
  }
}
