import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an account sees of the patients for whom it stands. The functions read as the owner, for the user of the transaction
 * and no other one: no policy opens the tables of a cabinet to patients.
 */
export class ShowOwnAppointments1763930000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['appointments', 'practitioners', 'cabinets'])
      await runner.query(`CREATE POLICY owner ON ${table} FOR SELECT TO CURRENT_ROLE USING (true)`);
    // A relation that another account has taken up stays with that account.
    await runner.query(`
      CREATE FUNCTION claim_patients(address text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
        UPDATE patient_contacts SET user_id = asking_user() WHERE email = lower(address) AND user_id IS NULL $$`);
    await runner.query(`
      CREATE FUNCTION own_patients() RETURNS TABLE (id uuid, cabinet_id uuid, cabinet text, first_name text, last_name text, relation text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT p.id, p.cabinet_id, c.name, p.first_name, p.last_name, max(k.relation)
        FROM patient_contacts k JOIN patients p ON p.id = k.patient_id JOIN cabinets c ON c.id = p.cabinet_id
        WHERE k.user_id = asking_user() AND p.erased_at IS NULL GROUP BY p.id, c.name $$`);
    await runner.query(`
      CREATE FUNCTION own_appointments(since timestamptz, most integer, appointment uuid) RETURNS TABLE (
        id uuid, cabinet_id uuid, cabinet text, timezone text, status text, type text, start_time timestamptz, duration integer,
        practitioner_id uuid, practitioner text, patient text, change_window integer, time_version integer)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT a.id, a.cabinet_id, c.name, c.timezone, a.status, a.type, a.start_time, a.duration, a.practitioner_id,
          trim(r.first_name || ' ' || r.last_name), o.first_name, coalesce(g.change_window, 24), a.time_version
        FROM own_patients() o JOIN appointments a ON a.patient_id = o.id
          JOIN cabinets c ON c.id = a.cabinet_id JOIN practitioners r ON r.id = a.practitioner_id
          LEFT JOIN cabinet_pages g ON g.cabinet_id = a.cabinet_id
        WHERE (since IS NULL OR a.start_time >= since) AND (appointment IS NULL OR a.id = appointment)
        ORDER BY a.start_time, a.id LIMIT most $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION own_appointments, own_patients, claim_patients');
    for (const table of ['appointments', 'practitioners', 'cabinets']) await runner.query(`DROP POLICY owner ON ${table}`);
  }
}
