import { policy, secured } from './policies.js';

/** Lines of the staff in their own name, and of the platform in that of visits, whose ids are negative. */
const RECORDED = `(cabinet_id = (SELECT asking_staff()) AND (user_id = asking_user() OR user_id <= 0 AND cabinet_id = asking_desk()))`;

/**
 * The audit of patient data. The service may insert and read lines of its caller's cabinet. Numbers, times and hashes
 * are those of the trigger, which runs as the owner, so the service can neither forge a line nor a place in the chain;
 * updates and deletions fail for every role. The owner of the database can still replace a whole chain: the command
 * that verifies it prints the heads, which are compared with a copy elsewhere. A line without appointments has the hash
 * that it had before there were appointments in it.
 *
 * Reads and changes of appointments are rows of `audit_intake`, written in the transaction of the read or change, which
 * locks nothing; a job takes the rows in their order and adds them to the chains (decision 157). The service inserts
 * rows of its caller and neither reads, changes nor deletes any. The lock of the job keeps the order of the rows, and
 * lets a reader wait for the rows that another transaction is adding.
 *
 * The audit is shortened from its beginning (decision 160): `patient_audit_origins` is the last line that was deleted,
 * from which the verification of the chain starts. Only a function of the owner deletes lines.
 */
export const AUDIT = `
  CREATE TABLE patient_audit (
    cabinet_id uuid NOT NULL REFERENCES cabinets,
    seq integer NOT NULL,
    user_id integer NOT NULL,
    action text NOT NULL,
    patient_ids uuid[] NOT NULL,
    at timestamptz(3) NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    appointment_ids uuid[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (cabinet_id, seq)
  );
  CREATE INDEX patient_audit_patients ON patient_audit USING gin (patient_ids);
  CREATE TABLE patient_audit_heads (
    cabinet_id uuid PRIMARY KEY REFERENCES cabinets,
    seq integer NOT NULL,
    hash bytea NOT NULL
  );
  CREATE TABLE patient_audit_origins (
    cabinet_id uuid PRIMARY KEY REFERENCES cabinets,
    seq integer NOT NULL,
    hash bytea NOT NULL
  );
  CREATE TABLE audit_intake (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cabinet_id uuid NOT NULL,
    user_id integer NOT NULL,
    action text NOT NULL,
    patient_ids uuid[] NOT NULL,
    appointment_ids uuid[] NOT NULL
  );
  ${secured('patient_audit', 'patient_audit_heads', 'patient_audit_origins', 'audit_intake')}
  ${policy('owner', ['patient_audit_origins', 'audit_intake'], 'TO CURRENT_ROLE USING (true)')}
  ${policy('recorded', ['patient_audit', 'audit_intake'], `FOR INSERT WITH CHECK ${RECORDED}`)}
  CREATE POLICY member ON patient_audit FOR SELECT USING (cabinet_id = (SELECT asking_staff()));
  CREATE POLICY verified ON patient_audit FOR SELECT TO CURRENT_ROLE USING (true);
  CREATE POLICY chained ON patient_audit FOR INSERT TO CURRENT_ROLE WITH CHECK (true);
  CREATE POLICY trimmed ON patient_audit FOR DELETE TO CURRENT_ROLE
    USING (seq <= (SELECT o.seq FROM patient_audit_origins o WHERE o.cabinet_id = patient_audit.cabinet_id));
  CREATE POLICY chained ON patient_audit_heads TO CURRENT_ROLE USING (true);

  CREATE FUNCTION patient_audit_hash(line patient_audit) RETURNS bytea LANGUAGE sql IMMUTABLE SET search_path FROM CURRENT AS $$ 
  SELECT sha256(convert_to((jsonb_build_array(
    encode(line.previous, 'hex'), line.cabinet_id, line.seq, line.user_id, line.action, to_jsonb(line.patient_ids),
    floor(extract(epoch FROM line.at) * 1000)::bigint) || CASE WHEN line.appointment_ids = '{}' THEN '[]' ELSE jsonb_build_array(to_jsonb(line.appointment_ids)) END)::text, 'UTF8')) $$;
  CREATE FUNCTION chain_patient_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      BEGIN
        INSERT INTO patient_audit_heads VALUES (NEW.cabinet_id, 0, ''::bytea) ON CONFLICT DO NOTHING;
        SELECT seq + 1, hash INTO NEW.seq, NEW.previous FROM patient_audit_heads WHERE cabinet_id = NEW.cabinet_id FOR UPDATE;
        NEW.at := clock_timestamp();
        NEW.hash := ''::bytea;
        NEW.hash := patient_audit_hash(NEW);
        UPDATE patient_audit_heads SET seq = NEW.seq, hash = NEW.hash WHERE cabinet_id = NEW.cabinet_id;
        RETURN NEW;
      END $$;
  CREATE TRIGGER chained BEFORE INSERT ON patient_audit FOR EACH ROW EXECUTE FUNCTION chain_patient_audit();
  CREATE FUNCTION reject_patient_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' AND current_setting('booking.trims_audit', true) = 'on' THEN RETURN NULL; END IF;
        RAISE EXCEPTION 'The audit of patients is append-only';
      END $$;
  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON patient_audit
    FOR EACH STATEMENT EXECUTE FUNCTION reject_patient_audit_change();
  CREATE FUNCTION chain_audit_intake(most integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      DECLARE count integer;
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('booking.audit', 0));
        WITH taken AS (
          DELETE FROM audit_intake WHERE id IN (SELECT id FROM audit_intake ORDER BY id LIMIT most) RETURNING *
        )
        INSERT INTO patient_audit (cabinet_id, user_id, action, patient_ids, appointment_ids)
        SELECT t.cabinet_id, t.user_id, t.action, t.patient_ids, t.appointment_ids FROM taken t ORDER BY t.cabinet_id, t.id;
        GET DIAGNOSTICS count = ROW_COUNT;
        RETURN count;
      END $$;
  -- Lines that do not fit into their chain.
  CREATE FUNCTION broken_patient_audits() RETURNS TABLE (cabinet uuid, at_seq integer, problem text)
      LANGUAGE sql STABLE SECURITY INVOKER SET search_path FROM CURRENT AS $$
        WITH chain AS (
          SELECT a.cabinet_id, a.seq, a.hash, a.previous, a.hash = patient_audit_hash(a) AS intact,
            lag(a.seq, 1, coalesce(o.seq, 0)) OVER lines AS seq_before, lag(a.hash, 1, coalesce(o.hash, ''::bytea)) OVER lines AS hash_before
          FROM patient_audit a LEFT JOIN patient_audit_origins o ON o.cabinet_id = a.cabinet_id
          WINDOW lines AS (PARTITION BY a.cabinet_id ORDER BY a.seq)
        )
        SELECT cabinet_id, seq, CASE WHEN NOT intact THEN 'the line was changed'
          WHEN seq <> seq_before + 1 THEN 'lines before it are missing' ELSE 'its link to the line before is wrong' END
        FROM chain WHERE NOT intact OR seq <> seq_before + 1 OR previous <> hash_before
        UNION ALL
        SELECT h.cabinet_id, h.seq, 'the last lines are missing'
        FROM patient_audit_heads h LEFT JOIN patient_audit_origins o ON o.cabinet_id = h.cabinet_id
          LEFT JOIN patient_audit a ON a.cabinet_id = h.cabinet_id AND a.seq = h.seq
        WHERE h.seq > 0 AND coalesce(a.hash, CASE WHEN o.seq = h.seq THEN o.hash END) IS DISTINCT FROM h.hash $$;
`;
