import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the export of a patient's file reads from tables that only transactions of the platform see. The functions return it for
 * one patient, to the staff of the patient's cabinet, without the secrets in these tables.
 */
export class ExportFiles1764200000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE POLICY owner ON reminder_refusals FOR SELECT TO CURRENT_ROLE USING (true)');
    await runner.query(`
      CREATE FUNCTION visits_of_patient(patient uuid) RETURNS TABLE (
        id integer, email text, language text, network text, has_account boolean, created_at timestamptz, expires_at timestamptz)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT v.id, v.email, v.language, v.network, v.user_id IS NOT NULL, v.created_at, v.expires_at FROM visits v
        WHERE v.cabinet_id = asking_staff() AND -v.id IN (
          SELECT a.created_by FROM appointments a WHERE a.patient_id = patient AND a.cabinet_id = asking_staff()) $$`);
    await runner.query(`
      CREATE FUNCTION reminders_of_patient(patient uuid) RETURNS TABLE (
        appointment_id uuid, time_version integer, hours integer, created_at timestamptz)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT s.appointment_id, s.time_version, s.hours, s.created_at
        FROM appointments a JOIN sent_reminders s ON s.appointment_id = a.id
        WHERE a.patient_id = patient AND a.cabinet_id = asking_staff() $$`);
    await runner.query(`
      CREATE FUNCTION refusals_of_patient(patient uuid) RETURNS TABLE (email text, created_at timestamptz)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT m.email, r.created_at FROM (
          SELECT c.email FROM patient_contacts c WHERE c.patient_id = patient
          UNION SELECT lower(p.email) FROM patients p WHERE p.id = patient AND p.email IS NOT NULL) AS m
        JOIN reminder_refusals r ON r.address = sha256(convert_to(m.email, 'UTF8'))
        JOIN patients p ON p.id = patient AND p.cabinet_id = r.cabinet_id
        WHERE r.cabinet_id = asking_staff() $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION refusals_of_patient, reminders_of_patient, visits_of_patient');
    await runner.query('DROP POLICY owner ON reminder_refusals');
  }
}
