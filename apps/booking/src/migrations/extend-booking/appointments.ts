import { policy, secured } from './policies.js';
import { platformAdmin } from './tenancy.js';

export const ORIGINS = ['staff', 'patient', 'public', 'waiting_list'];

/**
 * While an appointment is pending or confirmed, a row of `busy` with its id holds the time, buffer included; the other
 * statuses hold none.
 *
 * Notes are sealed with a key of their cabinet (decision 156). `rotate-note-keys` seals the notes that exist, so
 * `notes` stays until then. An erased cabinet takes its keys along.
 *
 * The owner sees all appointments, for its functions and for the rotation of keys; `visited` and `counted` are older
 * policies for the same rows. Repeating appointments share a `series_id`.
 */
export const APPOINTMENTS = `
  CREATE TABLE cabinet_keys (
    cabinet_id uuid NOT NULL REFERENCES cabinets ON DELETE CASCADE,
    id integer NOT NULL,
    master text NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (cabinet_id, id)
  );
  CREATE TABLE appointments (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    cabinet_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    practitioner_id uuid NOT NULL,
    type text NOT NULL,
    status text NOT NULL DEFAULT 'pending'
      CHECK (status IN ('pending', 'confirmed', 'cancelled', 'completed', 'no_show')),
    start_time timestamptz(3) NOT NULL,
    duration integer NOT NULL CHECK (duration > 0),
    urgency text NOT NULL CHECK (urgency IN ('normal', 'urgent', 'emergency')),
    notes text,
    version integer NOT NULL DEFAULT 1,
    created_by integer NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now(),
    origin text NOT NULL DEFAULT 'staff' CHECK (origin IN (${ORIGINS.map((each) => `'${each}'`).join(', ')})),
    series_id uuid,
    time_version integer NOT NULL DEFAULT 1,
    sealed_notes bytea,
    note_key integer,
    UNIQUE (cabinet_id, id),
    CHECK ((sealed_notes IS NULL) = (note_key IS NULL)),
    FOREIGN KEY (cabinet_id, patient_id) REFERENCES patients (cabinet_id, id),
    FOREIGN KEY (cabinet_id, practitioner_id) REFERENCES practitioners (cabinet_id, id),
    FOREIGN KEY (cabinet_id, note_key) REFERENCES cabinet_keys (cabinet_id, id)
  );
  CREATE INDEX appointments_by_start ON appointments (cabinet_id, start_time, id);
  CREATE INDEX appointments_by_creation ON appointments (cabinet_id, created_at, id);
  CREATE INDEX appointments_by_update ON appointments (cabinet_id, updated_at, id);
  CREATE INDEX appointments_by_practitioner ON appointments (practitioner_id, start_time, id);
  CREATE INDEX appointments_by_patient ON appointments (patient_id, start_time, id);
  CREATE INDEX appointments_series ON appointments (series_id, start_time) WHERE series_id IS NOT NULL;
  CREATE INDEX appointments_of_visits ON appointments (created_by) WHERE created_by < 0;
  CREATE INDEX appointments_to_come ON appointments (start_time) WHERE status IN ('pending', 'confirmed');
  CREATE INDEX appointments_note_key ON appointments (cabinet_id, note_key) WHERE note_key IS NOT NULL;
  CREATE INDEX appointments_open_notes ON appointments (id) WHERE notes IS NOT NULL;
  CREATE TABLE appointment_changes (
    appointment_id uuid NOT NULL,
    version integer NOT NULL,
    cabinet_id uuid NOT NULL,
    change text NOT NULL,
    status text NOT NULL,
    practitioner_id uuid NOT NULL,
    start_time timestamptz(3) NOT NULL,
    duration integer NOT NULL,
    user_id integer NOT NULL,
    reason text,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (appointment_id, version),
    FOREIGN KEY (cabinet_id, appointment_id) REFERENCES appointments (cabinet_id, id) ON DELETE CASCADE
  );
  ${secured('cabinet_keys', 'appointments', 'appointment_changes')}
  ${policy('member', ['cabinet_keys', 'appointments', 'appointment_changes'], 'USING (cabinet_id = (SELECT asking_staff()))')}
  CREATE POLICY owner ON cabinet_keys TO CURRENT_ROLE USING (true);
  ${policy('owner', ['appointments', 'appointment_changes'], 'FOR SELECT TO CURRENT_ROLE USING (true)')}
  CREATE POLICY visited ON appointments FOR SELECT TO CURRENT_ROLE USING (created_by < 0);
  CREATE POLICY sealed ON appointments FOR UPDATE TO CURRENT_ROLE USING (true);

  CREATE FUNCTION one_cabinet_key_of_each_master() RETURNS TABLE (cabinet uuid, key integer, master text, wrapped bytea)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT DISTINCT ON (k.master) k.cabinet_id, k.id, k.master, k.wrapped FROM cabinet_keys k ORDER BY k.master $$;
  CREATE FUNCTION keep_time_version() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (NEW.start_time, NEW.duration, NEW.practitioner_id) IS DISTINCT FROM (OLD.start_time, OLD.duration, OLD.practitioner_id)
        THEN NEW.time_version := NEW.version; END IF;
        RETURN NEW;
      END $$;
  CREATE TRIGGER time_version BEFORE UPDATE ON appointments FOR EACH ROW EXECUTE FUNCTION keep_time_version();
`;

/** Lengths and buffers by type of appointment. */
export const TYPES = `
  CREATE TABLE appointment_types (
    cabinet_id uuid NOT NULL REFERENCES cabinets,
    type text NOT NULL,
    duration integer CHECK (duration > 0),
    buffer integer CHECK (buffer >= 0),
    PRIMARY KEY (cabinet_id, type)
  );
  ${secured('appointment_types')}
  CREATE POLICY platform_admin ON appointment_types ${platformAdmin('cabinet_id')};
  CREATE POLICY member ON appointment_types FOR SELECT USING (cabinet_id = (SELECT asking_cabinet()));
  CREATE POLICY manager ON appointment_types USING (cabinet_id = (SELECT asking_cabinet()) AND (SELECT asking_manager()));
`;
