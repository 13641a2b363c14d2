import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BROKEN_PATIENT_AUDITS } from './1763910000003-audit-patients.js';

const IN_FORCE = 'h.lifted_at IS NULL AND (h.until IS NULL OR h.until > now())';

/**
 * Retention by policy, and legal holds (decision 160). The audit is shortened from its beginning: `patient_audit_origins` is the
 * last line that was deleted, from which the verification of the chain starts. Only a function of the owner deletes lines, those
 * that the policy of the cabinet allows and no hold keeps; the service has no policy for it.
 */
export class RetainByPolicy1764100000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE retention_policies (
        cabinet_id uuid PRIMARY KEY REFERENCES cabinets,
        records_years integer NOT NULL CHECK (records_years BETWEEN 10 AND 50),
        patients_months integer NOT NULL CHECK (patients_months BETWEEN 3 AND 120),
        audit_months integer NOT NULL CHECK (audit_months BETWEEN 6 AND 240),
        visits_days integer NOT NULL CHECK (visits_days BETWEEN 1 AND 365),
        mails_days integer NOT NULL CHECK (mails_days BETWEEN 1 AND 30)
      )`);
    await runner.query(`
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
      )`);
    await runner.query('CREATE UNIQUE INDEX legal_holds_open ON legal_holds (patient_id) WHERE lifted_at IS NULL');
    await runner.query('CREATE INDEX legal_holds_cabinet ON legal_holds (cabinet_id) WHERE lifted_at IS NULL');
    await runner.query(`
      CREATE TABLE erasure_requests (
        patient_id uuid PRIMARY KEY,
        cabinet_id uuid NOT NULL,
        requested_by integer NOT NULL,
        requested_at timestamptz(3) NOT NULL DEFAULT now(),
        FOREIGN KEY (cabinet_id, patient_id) REFERENCES patients (cabinet_id, id)
      )`);
    await runner.query(`
      CREATE TABLE patient_audit_origins (
        cabinet_id uuid PRIMARY KEY REFERENCES cabinets,
        seq integer NOT NULL,
        hash bytea NOT NULL
      )`);
    for (const table of ['retention_policies', 'legal_holds', 'erasure_requests', 'patient_audit_origins']) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY owner ON ${table} TO CURRENT_ROLE USING (true)`);
    }
    for (const table of ['retention_policies', 'legal_holds', 'erasure_requests'])
      await runner.query(`CREATE POLICY member ON ${table} USING (cabinet_id = (SELECT asking_staff()))`);
    await runner.query('CREATE INDEX patients_by_change ON patients (cabinet_id, updated_at) WHERE erased_at IS NULL');

    await runner.query(`
      CREATE FUNCTION retention_of(cabinet uuid) RETURNS retention_policies LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
        SELECT coalesce((SELECT p FROM retention_policies p WHERE p.cabinet_id = cabinet),
          ROW(cabinet, 20, 36, 36, 1, 3)::retention_policies) $$`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION sweep_visits() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
        DELETE FROM visit_codes WHERE created_at < now() - interval '2 hours';
        DELETE FROM patient_mails m WHERE created_at < now() - make_interval(days => (retention_of(m.cabinet_id)).mails_days);
        DELETE FROM visits v WHERE expires_at < now() - make_interval(days => (retention_of(v.cabinet_id)).visits_days)
          AND NOT EXISTS (
            SELECT FROM appointments a WHERE a.created_by = -v.id AND a.start_time > now() AND a.status IN ('pending', 'confirmed')) $$`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION sweep_locked_patients() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
        DELETE FROM locked_patients l WHERE until < now()
          AND NOT EXISTS (SELECT FROM legal_holds h WHERE h.patient_id = l.patient_id AND ${IN_FORCE}) $$`);
    await this.trimAudit(runner);
  }

  private async trimAudit(runner: QueryRunner): Promise<void> {
    // The first line that stays: neither old enough, nor before a line about a patient whom a hold keeps.
    await runner.query(`
      CREATE FUNCTION audit_kept_from(cabinet uuid) RETURNS integer LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
        SELECT coalesce(least(
          (SELECT min(a.seq) FROM patient_audit a WHERE a.cabinet_id = cabinet
            AND a.at >= now() - make_interval(months => (retention_of(cabinet)).audit_months)),
          (SELECT min(a.seq) FROM legal_holds h
            JOIN patient_audit a ON a.cabinet_id = cabinet AND a.patient_ids @> ARRAY[h.patient_id]
            WHERE h.cabinet_id = cabinet AND ${IN_FORCE})), 2147483647) $$`);
    await runner.query(`
      CREATE POLICY trimmed ON patient_audit FOR DELETE TO CURRENT_ROLE
      USING (seq <= (SELECT o.seq FROM patient_audit_origins o WHERE o.cabinet_id = patient_audit.cabinet_id))`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION reject_patient_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' AND current_setting('booking.trims_audit', true) = 'on' THEN RETURN NULL; END IF;
        RAISE EXCEPTION 'The audit of patients is append-only';
      END $$`);
    await runner.query(`
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
      END $$`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION broken_patient_audits() RETURNS TABLE (cabinet uuid, at_seq integer, problem text)
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
        WHERE h.seq > 0 AND coalesce(a.hash, CASE WHEN o.seq = h.seq THEN o.hash END) IS DISTINCT FROM h.hash $$`);
  }

  /** Chains that were shortened can no longer be verified from their beginning. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION broken_patient_audits');
    await runner.query(BROKEN_PATIENT_AUDITS);
    await runner.query('DROP FUNCTION trim_patient_audit, audit_kept_from');
    await runner.query(`
      CREATE OR REPLACE FUNCTION reject_patient_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'The audit of patients is append-only'; END $$`);
    await runner.query('DROP POLICY trimmed ON patient_audit');
    await runner.query(`
      CREATE OR REPLACE FUNCTION sweep_locked_patients() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
      AS $$ DELETE FROM locked_patients WHERE until < now() $$`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION sweep_visits() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
        DELETE FROM visit_codes WHERE created_at < now() - interval '2 hours';
        DELETE FROM patient_mails WHERE created_at < now() - interval '3 days';
        DELETE FROM visits v WHERE expires_at < now() - interval '1 hour' AND NOT EXISTS (
          SELECT FROM appointments a WHERE a.created_by = -v.id AND a.start_time > now() AND a.status IN ('pending', 'confirmed')) $$`);
    await runner.query('DROP FUNCTION retention_of');
    await runner.query('DROP INDEX patients_by_change');
    await runner.query('DROP TABLE patient_audit_origins, erasure_requests, legal_holds, retention_policies');
  }
}
