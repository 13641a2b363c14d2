import { secured } from './policies.js';

/**
 * Calendars elsewhere. Their busy times are rows of `busy` that go with the import. The address is sealed: it is a
 * secret that shows the whole calendar.
 */
export const IMPORTS = `
  CREATE TABLE calendar_imports (
    id uuid PRIMARY KEY,
    cabinet_id uuid NOT NULL,
    practitioner_id uuid NOT NULL,
    host text NOT NULL,
    address bytea NOT NULL,
    etag text,
    last_modified text,
    read_at timestamptz(3),
    succeeded_at timestamptz(3),
    failed_at timestamptz(3),
    failure text,
    failures integer NOT NULL DEFAULT 0,
    runs integer NOT NULL DEFAULT 0,
    run_at timestamptz(3),
    next_run_at timestamptz(3) NOT NULL DEFAULT now(),
    created_by integer NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    FOREIGN KEY (cabinet_id, practitioner_id) REFERENCES practitioners (cabinet_id, id)
  );
  CREATE INDEX calendar_imports_due ON calendar_imports (next_run_at);
  CREATE INDEX calendar_imports_practitioner ON calendar_imports (practitioner_id);
  ${secured('calendar_imports')}
  CREATE POLICY owner ON calendar_imports FOR SELECT TO CURRENT_ROLE USING (true);
  CREATE POLICY member ON calendar_imports USING (cabinet_id = (SELECT asking_staff()));
  CREATE FUNCTION due_calendar_imports(most integer) RETURNS TABLE (cabinet_id uuid, id uuid)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT i.cabinet_id, i.id FROM calendar_imports i WHERE i.next_run_at <= now() ORDER BY i.next_run_at LIMIT most $$;
`;

/**
 * An absence may lie over appointments, and nothing else may. Two rows of a calendar conflict if their spans AND their
 * layers overlap. A row has all layers from 0 on; an absence that overrides takes one layer above 0 for itself, and
 * what it is entered over keeps the layer 0.
 */
export const BUSY = `
  ALTER TABLE busy
    ADD COLUMN layers int8range NOT NULL DEFAULT '[0,)' CHECK (NOT isempty(layers)),
    ADD COLUMN import_id uuid REFERENCES calendar_imports ON DELETE CASCADE,
    DROP CONSTRAINT busy_kind_check,
    ADD CONSTRAINT busy_kind_check CHECK (kind IN ('absence', 'hold', 'appointment', 'imported')),
    ADD CONSTRAINT busy_import CHECK ((kind = 'imported') = (import_id IS NOT NULL)),
    DROP CONSTRAINT busy_no_overlap;
  ALTER TABLE busy ADD CONSTRAINT busy_no_overlap
    EXCLUDE USING gist (practitioner_id WITH =, span WITH &&, layers WITH &&);
  CREATE INDEX busy_imported ON busy (import_id) WHERE import_id IS NOT NULL;
`;

/**
 * Appointments that need another time; without a foreign key to the appointment, because its lock and that of the
 * calendar would be taken in both orders. Swept are those of appointments that have begun, were moved, or are closed.
 */
export const PROPOSALS = `
  CREATE TABLE proposals (
    appointment_id uuid PRIMARY KEY,
    cabinet_id uuid NOT NULL REFERENCES cabinets,
    time_version integer NOT NULL,
    told_at timestamptz(3),
    created_at timestamptz(3) NOT NULL DEFAULT now()
  );
  CREATE INDEX proposals_cabinet ON proposals (cabinet_id);
  CREATE INDEX proposals_untold ON proposals (created_at) WHERE told_at IS NULL;
  ${secured('proposals')}
  CREATE POLICY owner ON proposals TO CURRENT_ROLE USING (true);
  CREATE POLICY member ON proposals USING (cabinet_id = (SELECT asking_staff()));
  CREATE FUNCTION untold_proposals(most integer) RETURNS TABLE (cabinet_id uuid, appointment_id uuid)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT p.cabinet_id, p.appointment_id FROM proposals p WHERE p.told_at IS NULL ORDER BY p.created_at LIMIT most $$;
  CREATE FUNCTION sweep_proposals() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
        DELETE FROM proposals p WHERE NOT EXISTS (
          SELECT FROM appointments a WHERE a.id = p.appointment_id AND a.time_version = p.time_version
            AND a.status IN ('pending', 'confirmed') AND a.start_time > now()) $$;
`;

/**
 * Secret feeds. A request for one has no caller, so functions of the owner find the account of a secret, and what it
 * may see.
 */
export const FEEDS = `
  CREATE TABLE calendar_feeds (
    token_hash bytea PRIMARY KEY,
    user_id integer NOT NULL,
    cabinet_id uuid REFERENCES cabinets,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    UNIQUE NULLS NOT DISTINCT (user_id, cabinet_id)
  );
  ${secured('calendar_feeds')}
  CREATE POLICY owner ON calendar_feeds TO CURRENT_ROLE USING (true);
  CREATE POLICY own ON calendar_feeds USING (user_id = (SELECT asking_user()));
  CREATE FUNCTION calendar_feed(secret bytea) RETURNS TABLE (user_id integer, cabinet_id uuid)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
      AS $$ SELECT f.user_id, f.cabinet_id FROM calendar_feeds f WHERE f.token_hash = secret $$;
  CREATE FUNCTION forget_feeds(account integer) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
      AS $$ DELETE FROM calendar_feeds WHERE user_id = account $$;
  CREATE FUNCTION own_calendar(since timestamptz, until timestamptz, most integer) RETURNS TABLE (
        id uuid, cabinet_id uuid, cabinet text, status text, start_time timestamptz, duration integer, version integer,
        created_at timestamptz, updated_at timestamptz, practitioner text, patient text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT a.id, a.cabinet_id, o.cabinet, a.status, a.start_time, a.duration, a.version, a.created_at, a.updated_at,
          trim(r.first_name || ' ' || r.last_name), o.first_name
        FROM own_patients() o JOIN appointments a ON a.patient_id = o.id JOIN practitioners r ON r.id = a.practitioner_id
        WHERE a.start_time >= since AND a.start_time < until
          AND (a.status <> 'cancelled' OR a.updated_at > now() - interval '14 days')
        ORDER BY a.start_time, a.id LIMIT most $$;
`;
