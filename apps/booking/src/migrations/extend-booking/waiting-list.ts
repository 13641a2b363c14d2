import { policy, secured } from './policies.js';

/** Each change of these tables may free a time. */
const FREEING = [
  ['busy', 'DELETE OR UPDATE OF span, practitioner_id'],
  ['practitioners', 'UPDATE'],
  ['appointment_types', 'INSERT OR UPDATE OR DELETE'],
  ['waiting_entries', 'INSERT OR DELETE OR UPDATE OF status'],
] as const;

/**
 * The waiting list. `freed_times` names cabinets where a time may have become free: triggers append a row for each
 * change that may free one, if a patient waits there. Appended rows wait for no other transaction, and a job deletes
 * them after its work.
 *
 * - `waiting_work()`: cabinets with work, and the rows that this work covers: one with a lower id may still be
 *   uncommitted.
 * - `wake_waiting()`: what changes with the time alone: the horizon, the notice, and the last date of entries.
 */
export const WAITING_LIST = `
  CREATE TABLE waiting_entries (
    number integer GENERATED ALWAYS AS IDENTITY (START WITH 1000000000) PRIMARY KEY,
    id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    cabinet_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    practitioner_id uuid,
    type text NOT NULL,
    duration integer NOT NULL CHECK (duration > 0),
    date_from date NOT NULL,
    date_to date NOT NULL,
    mailbox text,
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'offered', 'booked')),
    refused text[] NOT NULL DEFAULT '{}',
    offer_id uuid,
    offered_practitioner uuid,
    offered_start timestamptz(3),
    offered_until timestamptz(3),
    appointment_id uuid,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    FOREIGN KEY (cabinet_id, patient_id) REFERENCES patients (cabinet_id, id),
    FOREIGN KEY (cabinet_id, practitioner_id) REFERENCES practitioners (cabinet_id, id)
  );
  CREATE INDEX waiting_entries_order ON waiting_entries (cabinet_id, created_at, id);
  CREATE INDEX waiting_entries_waiting ON waiting_entries (cabinet_id) WHERE status = 'waiting';
  CREATE INDEX waiting_entries_offered ON waiting_entries (offered_until) WHERE status = 'offered';
  CREATE INDEX waiting_entries_offer ON waiting_entries (offer_id);
  CREATE INDEX waiting_entries_patient ON waiting_entries (patient_id);
  CREATE TABLE freed_times (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cabinet_id uuid NOT NULL
  );
  ${secured('waiting_entries', 'freed_times')}
  ${policy('owner', ['waiting_entries', 'freed_times'], 'TO CURRENT_ROLE USING (true)')}
  ${policy('member', ['waiting_entries', 'freed_times'], 'USING (cabinet_id = (SELECT asking_staff()))')}
  CREATE FUNCTION free_time() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      DECLARE cabinet uuid := coalesce(NEW.cabinet_id, OLD.cabinet_id);
      BEGIN
        IF EXISTS (SELECT FROM waiting_entries WHERE cabinet_id = cabinet AND status = 'waiting')
        THEN INSERT INTO freed_times (cabinet_id) VALUES (cabinet); END IF;
        RETURN NULL;
      END $$;
  ${FREEING.map(
    ([table, changes]) => `CREATE TRIGGER frees_time AFTER ${changes} ON ${table} FOR EACH ROW EXECUTE FUNCTION free_time();`,
  ).join('\n')}
  CREATE FUNCTION waiting_work(most integer) RETURNS TABLE (cabinet_id uuid, freed bigint[])
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT work.cabinet_id, array_agg(work.id) FROM (
          SELECT f.cabinet_id, f.id FROM freed_times f
          UNION ALL SELECT w.cabinet_id, 0 FROM waiting_entries w WHERE w.status = 'offered' AND w.offered_until <= now()
        ) AS work GROUP BY work.cabinet_id ORDER BY min(work.id) LIMIT most $$;
  CREATE FUNCTION wake_waiting() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
        DELETE FROM waiting_entries WHERE date_to < now() - interval '30 days';
        INSERT INTO freed_times (cabinet_id) SELECT DISTINCT w.cabinet_id FROM waiting_entries w WHERE w.status = 'waiting'
          AND NOT EXISTS (SELECT FROM freed_times f WHERE f.cabinet_id = w.cabinet_id) $$;
`;
