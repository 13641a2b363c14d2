import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Notifications of accounts that stand for a patient. They are no members, so no other policy of a cabinet shows them
 * anything: `asking_patient()` is the cabinet of their transaction, for their own notifications only.
 */
export class NotifyPatients1764200000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION asking_patient() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT cabinet_id FROM own_patients() WHERE cabinet_id::text = current_setting('booking.cabinet_id', true) LIMIT 1 $$`);
    for (const table of ['notifications', 'notification_preferences'])
      await runner.query(`
        CREATE POLICY patient ON ${table} USING (user_id = asking_user() AND cabinet_id = (SELECT asking_patient()))`);

    // A member who also stands for the patient is concerned once, as a member.
    await runner.query(`
      CREATE FUNCTION people_concerned(users integer[], kind text, managers boolean, patient uuid)
      RETURNS TABLE (user_id integer, muted boolean) LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT c.user_id, c.muted FROM members_concerned(users, kind, managers) c
        UNION ALL
        SELECT DISTINCT k.user_id, EXISTS (SELECT FROM notification_preferences p
          WHERE p.cabinet_id = k.cabinet_id AND p.user_id = k.user_id AND kind = ANY (p.muted))
        FROM patient_contacts k
        WHERE k.cabinet_id = asking_cabinet() AND k.patient_id = patient AND k.user_id IS NOT NULL
          AND NOT EXISTS (SELECT FROM members_concerned(users, kind, managers) c WHERE c.user_id = k.user_id) $$`);

    for (const table of ['notifications', 'notification_preferences'])
      await runner.query(`CREATE POLICY owner ON ${table} TO CURRENT_ROLE USING (true)`);
    await runner.query(forgetAccount(FORGET_NOTICES));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(forgetAccount(''));
    for (const table of ['notifications', 'notification_preferences']) {
      await runner.query(`DROP POLICY owner ON ${table}`);
      await runner.query(`DROP POLICY patient ON ${table}`);
    }
    await runner.query('DROP FUNCTION people_concerned, asking_patient');
  }
}

const FORGET_NOTICES = `;
  DELETE FROM notifications WHERE user_id = account;
  DELETE FROM notification_preferences WHERE user_id = account`;

const forgetAccount = (more: string) => `
  CREATE OR REPLACE FUNCTION forget_account(account integer) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
  AS $$
    UPDATE patient_contacts SET user_id = NULL WHERE user_id = account;
    UPDATE visits SET user_id = NULL WHERE user_id = account${more} $$`;
