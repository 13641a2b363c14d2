import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';
import { secured } from './extend-booking/policies.js';
import { platformAdmin } from './extend-booking/tenancy.js';

/**
 * Types of appointments of a cabinet itself, and the answers to the questions before a visit (decision 297). Treatments are
 * never deleted: appointments refer to them. Answers are sealed like notes, in a table of their own, because version 0.3.0
 * writes the rows of appointments too. The owner sees them for the rotation of keys.
 */
export class CreateTreatments1764800000071 implements Migration {
  /** Programs of before write no treatment: the new constraint holds for all their rows. */
  readonly compatibleSince = 1763700000003;

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TREATMENTS, ANSWERS]) await runner.query(part);
  }
}

const TREATMENTS = `
  CREATE TABLE treatments (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    cabinet_id uuid NOT NULL REFERENCES cabinets,
    name text NOT NULL,
    description text NOT NULL,
    type text NOT NULL,
    duration integer NOT NULL CHECK (duration > 0),
    buffer integer CHECK (buffer >= 0),
    price jsonb,
    practitioner_ids uuid[] NOT NULL DEFAULT '{}',
    questions jsonb NOT NULL DEFAULT '[]',
    is_public boolean NOT NULL,
    is_archived boolean NOT NULL DEFAULT false,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    UNIQUE (cabinet_id, id)
  );
  CREATE UNIQUE INDEX treatments_in_use ON treatments (cabinet_id, fold(name)) WHERE NOT is_archived;
  ${secured('treatments')}
  CREATE POLICY platform_admin ON treatments ${platformAdmin('cabinet_id')};
  CREATE POLICY member ON treatments FOR SELECT USING (cabinet_id = (SELECT asking_cabinet()));
  CREATE POLICY manager ON treatments USING (cabinet_id = (SELECT asking_cabinet()) AND (SELECT asking_manager()));
  ALTER TABLE appointments ADD COLUMN treatment_id uuid,
    ADD CONSTRAINT appointments_treatment FOREIGN KEY (cabinet_id, treatment_id) REFERENCES treatments (cabinet_id, id);
  CREATE INDEX appointments_of_treatment ON appointments (treatment_id) WHERE treatment_id IS NOT NULL;
`;

const ANSWERS = `
  CREATE TABLE appointment_answers (
    appointment_id uuid PRIMARY KEY,
    cabinet_id uuid NOT NULL,
    sealed bytea NOT NULL,
    key integer NOT NULL,
    FOREIGN KEY (cabinet_id, appointment_id) REFERENCES appointments (cabinet_id, id) ON DELETE CASCADE,
    FOREIGN KEY (cabinet_id, key) REFERENCES cabinet_keys (cabinet_id, id)
  );
  CREATE INDEX appointment_answers_key ON appointment_answers (cabinet_id, key);
  ${secured('appointment_answers')}
  CREATE POLICY owner ON appointment_answers TO CURRENT_ROLE USING (true);
  CREATE POLICY member ON appointment_answers USING (cabinet_id = (SELECT asking_staff()));
`;
