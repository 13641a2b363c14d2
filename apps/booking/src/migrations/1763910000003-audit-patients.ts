import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lines that do not fit into their chain. */
export const BROKEN_PATIENT_AUDITS = `
  CREATE FUNCTION broken_patient_audits() RETURNS TABLE (cabinet uuid, at_seq integer, problem text)
  LANGUAGE sql STABLE SECURITY INVOKER SET search_path FROM CURRENT AS $$
    WITH chain AS (
      SELECT a.cabinet_id, a.seq, a.hash, a.previous, a.hash = patient_audit_hash(a) AS intact,
        lag(a.seq, 1, 0) OVER lines AS seq_before, lag(a.hash, 1, ''::bytea) OVER lines AS hash_before
      FROM patient_audit a WINDOW lines AS (PARTITION BY a.cabinet_id ORDER BY a.seq)
    )
    SELECT cabinet_id, seq, CASE WHEN NOT intact THEN 'the line was changed'
      WHEN seq <> seq_before + 1 THEN 'lines before it are missing' ELSE 'its link to the line before is wrong' END
    FROM chain WHERE NOT intact OR seq <> seq_before + 1 OR previous <> hash_before
    UNION ALL
    SELECT h.cabinet_id, h.seq, 'the last lines are missing'
    FROM patient_audit_heads h LEFT JOIN patient_audit a ON a.cabinet_id = h.cabinet_id AND a.seq = h.seq
    WHERE h.seq > 0 AND a.hash IS DISTINCT FROM h.hash $$`;

/**
 * The audit of patient data. The service may insert and read lines of its caller's cabinet. Numbers, times and hashes are
 * those of the trigger, which runs as the owner, so the service can neither forge a line nor a place in the chain; updates
 * and deletions fail for every role. The owner of the database can still replace a whole chain: the command that verifies it
 * prints the heads, which are compared with a copy elsewhere.
 */
export class AuditPatients1763910000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE patient_audit (
        cabinet_id uuid NOT NULL REFERENCES cabinets,
        seq integer NOT NULL,
        user_id integer NOT NULL,
        action text NOT NULL,
        patient_ids uuid[] NOT NULL,
        at timestamptz(3) NOT NULL,
        previous bytea NOT NULL,
        hash bytea NOT NULL,
        PRIMARY KEY (cabinet_id, seq)
      )`);
    await runner.query('CREATE INDEX patient_audit_patients ON patient_audit USING gin (patient_ids)');
    await runner.query(`
      CREATE TABLE patient_audit_heads (
        cabinet_id uuid PRIMARY KEY REFERENCES cabinets,
        seq integer NOT NULL,
        hash bytea NOT NULL
      )`);
    for (const table of ['patient_audit', 'patient_audit_heads']) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
    }
    const here = 'cabinet_id = (SELECT asking_cabinet())';
    await runner.query(`CREATE POLICY member ON patient_audit FOR SELECT USING (${here})`);
    await runner.query(`CREATE POLICY recorded ON patient_audit FOR INSERT WITH CHECK (${here} AND user_id = asking_user())`);
    await runner.query('CREATE POLICY verified ON patient_audit FOR SELECT TO CURRENT_ROLE USING (true)');
    await runner.query('CREATE POLICY chained ON patient_audit_heads TO CURRENT_ROLE USING (true)');
    await runner.query(`
      CREATE FUNCTION patient_audit_hash(line patient_audit) RETURNS bytea LANGUAGE sql IMMUTABLE SET search_path FROM CURRENT
      AS $$ SELECT sha256(convert_to(jsonb_build_array(
        encode(line.previous, 'hex'), line.cabinet_id, line.seq, line.user_id, line.action, to_jsonb(line.patient_ids),
        floor(extract(epoch FROM line.at) * 1000)::bigint)::text, 'UTF8')) $$`);
    await runner.query(`
      CREATE FUNCTION chain_patient_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      BEGIN
        INSERT INTO patient_audit_heads VALUES (NEW.cabinet_id, 0, ''::bytea) ON CONFLICT DO NOTHING;
        SELECT seq + 1, hash INTO NEW.seq, NEW.previous FROM patient_audit_heads WHERE cabinet_id = NEW.cabinet_id FOR UPDATE;
        NEW.at := clock_timestamp();
        NEW.hash := ''::bytea;
        NEW.hash := patient_audit_hash(NEW);
        UPDATE patient_audit_heads SET seq = NEW.seq, hash = NEW.hash WHERE cabinet_id = NEW.cabinet_id;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER chained BEFORE INSERT ON patient_audit FOR EACH ROW EXECUTE FUNCTION chain_patient_audit()`);
    await runner.query(`
      CREATE FUNCTION reject_patient_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'The audit of patients is append-only'; END $$`);
    await runner.query(`
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON patient_audit
      FOR EACH STATEMENT EXECUTE FUNCTION reject_patient_audit_change()`);
    await runner.query(BROKEN_PATIENT_AUDITS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION broken_patient_audits');
    await runner.query('DROP TABLE patient_audit, patient_audit_heads CASCADE');
    await runner.query('DROP FUNCTION chain_patient_audit, reject_patient_audit_change');
  }
}
