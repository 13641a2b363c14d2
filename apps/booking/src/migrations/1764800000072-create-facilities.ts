import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';
import { secured } from './extend-booking/policies.js';
import { platformAdmin } from './extend-booking/tenancy.js';

/**
 * Rooms and devices, which holds and appointments use (decision 298). The row of `busy` names the one it takes, so it is taken
 * and freed with the time, by version 0.3.0 too. A treatment or a type needs one of a kind or one by its id.
 */
export class CreateFacilities1764800000072 implements Migration {
  /** Programs of before write no facility: the new constraints hold for all their rows. */
  readonly compatibleSince = 1763700000003;

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [FACILITIES, NEEDS, USES]) await runner.query(part);
  }
}

const FACILITIES = `
  CREATE TABLE facilities (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    cabinet_id uuid NOT NULL REFERENCES cabinets,
    name text NOT NULL,
    kind text NOT NULL,
    is_archived boolean NOT NULL DEFAULT false,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    UNIQUE (cabinet_id, id)
  );
  CREATE UNIQUE INDEX facilities_in_use ON facilities (cabinet_id, fold(name)) WHERE NOT is_archived;
  ${secured('facilities')}
  CREATE POLICY platform_admin ON facilities ${platformAdmin('cabinet_id')};
  CREATE POLICY member ON facilities FOR SELECT USING (cabinet_id = (SELECT asking_cabinet()));
  CREATE POLICY manager ON facilities USING (cabinet_id = (SELECT asking_cabinet()) AND (SELECT asking_manager()));
`;

const NEEDS = ['treatments', 'appointment_types']
  .map(
    (table) => `
  ALTER TABLE ${table} ADD COLUMN facility_kind text, ADD COLUMN facility_id uuid,
    ADD CONSTRAINT ${table}_facility FOREIGN KEY (cabinet_id, facility_id) REFERENCES facilities (cabinet_id, id),
    ADD CONSTRAINT ${table}_need CHECK (facility_kind IS NULL OR facility_id IS NULL);`,
  )
  .join('');

/** A change of what is needed, or of what there is, may free a time for the waiting list. */
const USES = `
  ALTER TABLE busy ADD COLUMN facility_id uuid,
    ADD CONSTRAINT busy_facility FOREIGN KEY (cabinet_id, facility_id) REFERENCES facilities (cabinet_id, id),
    ADD CONSTRAINT busy_one_use EXCLUDE USING gist (facility_id WITH =, span WITH &&) WHERE (facility_id IS NOT NULL);
  ALTER TABLE appointments ADD COLUMN facility_id uuid,
    ADD CONSTRAINT appointments_facility FOREIGN KEY (cabinet_id, facility_id) REFERENCES facilities (cabinet_id, id);
  CREATE INDEX appointments_of_facility ON appointments (facility_id, start_time) WHERE facility_id IS NOT NULL;
  CREATE TRIGGER frees_time AFTER INSERT OR UPDATE ON facilities FOR EACH ROW EXECUTE FUNCTION free_time();
  CREATE TRIGGER frees_time AFTER UPDATE ON treatments FOR EACH ROW EXECUTE FUNCTION free_time();
`;
