import type { MigrationInterface, QueryRunner } from 'typeorm';

const hash = (more: string) => `
  SELECT sha256(convert_to((jsonb_build_array(
    encode(line.previous, 'hex'), line.cabinet_id, line.seq, line.user_id, line.action, to_jsonb(line.patient_ids),
    floor(extract(epoch FROM line.at) * 1000)::bigint)${more})::text, 'UTF8'))`;

/**
 * Reads and changes of appointments in the audit of patients. A row is written in the transaction of the read or change and
 * locks nothing; a job takes the rows in their order and adds them to the chains (decision 157). The service inserts rows of its
 * caller and neither reads, changes nor deletes any. A line without appointments has the hash that it had before.
 */
export class AuditAppointments1763940000042 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE patient_audit ADD COLUMN appointment_ids uuid[] NOT NULL DEFAULT '{}'`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION patient_audit_hash(line patient_audit) RETURNS bytea LANGUAGE sql IMMUTABLE SET search_path FROM CURRENT
      AS $$ ${hash(` || CASE WHEN line.appointment_ids = '{}' THEN '[]' ELSE jsonb_build_array(to_jsonb(line.appointment_ids)) END`)} $$`);
    await runner.query(`
      CREATE TABLE audit_intake (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        cabinet_id uuid NOT NULL,
        user_id integer NOT NULL,
        action text NOT NULL,
        patient_ids uuid[] NOT NULL,
        appointment_ids uuid[] NOT NULL
      )`);
    await runner.query('ALTER TABLE audit_intake ENABLE ROW LEVEL SECURITY');
    await runner.query('ALTER TABLE audit_intake FORCE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY recorded ON audit_intake FOR INSERT WITH CHECK
        (cabinet_id = (SELECT asking_staff()) AND (user_id = asking_user() OR user_id <= 0 AND cabinet_id = asking_desk()))`);
    await runner.query('CREATE POLICY owner ON audit_intake TO CURRENT_ROLE USING (true)');
    await runner.query('CREATE POLICY chained ON patient_audit FOR INSERT TO CURRENT_ROLE WITH CHECK (true)');
    // The lock keeps the order of the rows, and lets a reader wait for the rows that another transaction is adding.
    await runner.query(`
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
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DO $$ BEGIN WHILE chain_audit_intake(1000) > 0 LOOP END LOOP; END $$');
    await runner.query('DROP FUNCTION chain_audit_intake');
    await runner.query('DROP POLICY chained ON patient_audit');
    await runner.query('DROP TABLE audit_intake');
    await runner.query(`
      CREATE OR REPLACE FUNCTION patient_audit_hash(line patient_audit) RETURNS bytea LANGUAGE sql IMMUTABLE SET search_path FROM CURRENT
      AS $$ ${hash('')} $$`);
    await runner.query('ALTER TABLE patient_audit DROP COLUMN appointment_ids');
  }
}
