import type { Migration } from '@veza/database';
import type { QueryRunner } from 'typeorm';

/**
 * Where a patient is on the day, beside the status (decision 280), and patients by date of birth. `find_patients` with a
 * fifth argument stands beside the one of 0.3.0: a text such as 03/04/1980 is one of two dates.
 */
export class ExtendDesk1764800000070 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [PRESENCE, BIRTHS]) await runner.query(part);
  }
}

const PRESENCE = `
  ALTER TABLE appointments
    ADD COLUMN presence text CHECK (presence IN ('arrived', 'late', 'called')),
    ADD COLUMN presence_at timestamptz(3),
    ADD CHECK ((presence IS NULL) = (presence_at IS NULL));
  ALTER TABLE appointment_changes ADD COLUMN presence text;
`;

const BIRTHS = `
  CREATE INDEX patients_by_birth ON patients (cabinet_id, date_of_birth) WHERE date_of_birth IS NOT NULL;
  CREATE FUNCTION find_patients(longest text, words text[], number text, numbers text[], births date[]) RETURNS SETOF uuid
      LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan AS $$
      DECLARE cabinet uuid := asking_cabinet();
      BEGIN
        RETURN QUERY SELECT id FROM patients p WHERE cabinet_id = cabinet
          AND (longest IS NULL OR (search_key LIKE longest AND search_key LIKE ALL (words)))
          AND (number IS NULL OR search_key LIKE number OR phone_key LIKE number OR phone_key = ANY (numbers))
          AND (births IS NULL OR date_of_birth = ANY (births));
      END $$;
`;
