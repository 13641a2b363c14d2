import { policy, secured } from './policies.js';

const TABLES = ['retention_policies', 'legal_holds', 'erasure_requests'];
const IN_FORCE = 'h.lifted_at IS NULL AND (h.until IS NULL OR h.until > now())';

/** Retention by policy, and legal holds (decision 160). */
export const RETENTION = `
  CREATE TABLE retention_policies (
    cabinet_id uuid PRIMARY KEY REFERENCES cabinets,
    records_years integer NOT NULL CHECK (records_years BETWEEN 10 AND 50),
    patients_months integer NOT NULL CHECK (patients_months BETWEEN 3 AND 120),
    audit_months integer NOT NULL CHECK (audit_months BETWEEN 6 AND 240),
    visits_days integer NOT NULL CHECK (visits_days BETWEEN 1 AND 365),
    mails_days integer NOT NULL CHECK (mails_days BETWEEN 1 AND 30)
  );
  CREATE TABLE legal_holds (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    cabinet_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    reason text NOT NULL,
    placed_by integer NOT NULL,
    placed_at timestamptz(3) NOT NULL DEFAULT now(),
    until timestamptz(3),
    lifted_at timestamptz(3),
    lifted_by integer,
    FOREIGN KEY (cabinet_id, patient_id) REFERENCES patients (cabinet_id, id)
  );
  CREATE UNIQUE INDEX legal_holds_open ON legal_holds (patient_id) WHERE lifted_at IS NULL;
  CREATE INDEX legal_holds_cabinet ON legal_holds (cabinet_id) WHERE lifted_at IS NULL;
  CREATE TABLE erasure_requests (
    patient_id uuid PRIMARY KEY,
    cabinet_id uuid NOT NULL,
    requested_by integer NOT NULL,
    requested_at timestamptz(3) NOT NULL DEFAULT now(),
    FOREIGN KEY (cabinet_id, patient_id) REFERENCES patients (cabinet_id, id)
  );
  ${secured(...TABLES)}
  ${policy('owner', TABLES, 'TO CURRENT_ROLE USING (true)')}
  ${policy('member', TABLES, 'USING (cabinet_id = (SELECT asking_staff()))')}
  CREATE FUNCTION retention_of(cabinet uuid) RETURNS retention_policies LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
        SELECT coalesce((SELECT p FROM retention_policies p WHERE p.cabinet_id = cabinet),
          ROW(cabinet, 20, 36, 36, 1, 3)::retention_policies) $$;
`;

/**
 * A visit stays while its appointments count for the limits. `audit_kept_from()` is the first line that stays: neither
 * old enough, nor before a line about a patient, or a duplicate of the patient, whom a hold keeps.
 */
export const SWEEPS = `
  CREATE FUNCTION sweep_visits() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
        DELETE FROM visit_codes WHERE created_at < now() - interval '2 hours';
        DELETE FROM patient_mails m WHERE created_at < now() - make_interval(days => (retention_of(m.cabinet_id)).mails_days);
        DELETE FROM visits v WHERE expires_at < now() - make_interval(days => (retention_of(v.cabinet_id)).visits_days)
          AND NOT EXISTS (
            SELECT FROM appointments a WHERE a.created_by = -v.id AND a.start_time > now() AND a.status IN ('pending', 'confirmed')) $$;
  CREATE FUNCTION sweep_locked_patients() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
        DELETE FROM locked_patients l WHERE until < now()
          AND NOT EXISTS (SELECT FROM legal_holds h WHERE h.patient_id = l.patient_id AND ${IN_FORCE}) $$;
  CREATE FUNCTION audit_kept_from(cabinet uuid) RETURNS integer LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    SELECT coalesce(least(
      (SELECT min(a.seq) FROM patient_audit a WHERE a.cabinet_id = cabinet
        AND a.at >= now() - make_interval(months => (retention_of(cabinet)).audit_months)),
      (SELECT min(a.seq) FROM legal_holds h
        JOIN patient_audit a ON a.cabinet_id = cabinet AND a.patient_ids && ARRAY(SELECT p.id FROM patients p WHERE p.id = h.patient_id OR p.merged_into = h.patient_id)
        WHERE h.cabinet_id = cabinet AND ${IN_FORCE})), 2147483647) $$;
  CREATE FUNCTION trim_patient_audit(most integer) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      DECLARE
        cabinet uuid := asking_desk();
        count integer;
      BEGIN
        PERFORM FROM patient_audit_heads WHERE cabinet_id = cabinet FOR UPDATE;
        INSERT INTO patient_audit_origins AS o (cabinet_id, seq, hash)
          SELECT old.cabinet_id, old.seq, old.hash FROM (
            SELECT a.* FROM patient_audit a WHERE a.cabinet_id = cabinet AND a.seq < audit_kept_from(cabinet)
            ORDER BY a.seq LIMIT most) AS old ORDER BY old.seq DESC LIMIT 1
          ON CONFLICT (cabinet_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
        PERFORM set_config('booking.trims_audit', 'on', true);
        DELETE FROM patient_audit a USING patient_audit_origins o
          WHERE a.cabinet_id = cabinet AND o.cabinet_id = cabinet AND a.seq <= o.seq;
        GET DIAGNOSTICS count = ROW_COUNT;
        PERFORM set_config('booking.trims_audit', '', true);
        RETURN count;
      END $$;
`;
