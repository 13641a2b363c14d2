import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Reminders. What is due follows from the appointments, so nothing is planned in advance that a move would have to undo; only
 * what was sent is a row.
 */
export class SendReminders1763940000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE cabinet_pages ADD COLUMN reminders integer[]');
    await runner.query(`
      CREATE TABLE sent_reminders (
        appointment_id uuid NOT NULL,
        time_version integer NOT NULL,
        hours integer NOT NULL,
        cabinet_id uuid NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (appointment_id, time_version, hours),
        FOREIGN KEY (cabinet_id, appointment_id) REFERENCES appointments (cabinet_id, id) ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX sent_reminders_age ON sent_reminders (created_at)');
    await runner.query(`
      CREATE TABLE reminder_refusals (
        cabinet_id uuid NOT NULL REFERENCES cabinets,
        address bytea NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (cabinet_id, address)
      )`);
    for (const table of ['sent_reminders', 'reminder_refusals']) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY desk ON ${table} USING (cabinet_id = (SELECT asking_desk()))`);
    }
    await runner.query('CREATE POLICY owner ON sent_reminders TO CURRENT_ROLE USING (true)');
    await runner.query('CREATE POLICY owner ON appointment_changes FOR SELECT TO CURRENT_ROLE USING (true)');
    await runner.query(`CREATE INDEX appointments_to_come ON appointments (start_time) WHERE status IN ('pending', 'confirmed')`);

    // A time that was set when its reminder was due already has just been announced. A late reminder, after an outage, is sent
    // until half of its hours are left.
    await runner.query(dueReminders(''));
    await runner.query(`
      CREATE FUNCTION sweep_reminders() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
      AS $$ DELETE FROM sent_reminders WHERE created_at < now() - interval '60 days' $$`);

    await runner.query('DROP FUNCTION members_concerned(integer[], text)');
    await runner.query(`
      CREATE FUNCTION members_concerned(users integer[], kind text, managers boolean) RETURNS TABLE (user_id integer, muted boolean)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT m.user_id, EXISTS (SELECT FROM notification_preferences p
          WHERE p.cabinet_id = m.cabinet_id AND p.user_id = m.user_id AND kind = ANY (p.muted))
        FROM memberships m
        WHERE m.cabinet_id = asking_cabinet() AND (m.user_id = ANY (users) OR managers AND m.role IN ('manager', 'admin'))
        ORDER BY m.user_id = ANY (users) DESC, m.created_at, m.user_id $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION members_concerned(integer[], text, boolean)');
    await runner.query(`
      CREATE FUNCTION members_concerned(users integer[], kind text) RETURNS TABLE (user_id integer, muted boolean)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT m.user_id, EXISTS (SELECT FROM notification_preferences p
          WHERE p.cabinet_id = m.cabinet_id AND p.user_id = m.user_id AND kind = ANY (p.muted))
        FROM memberships m
        WHERE m.cabinet_id = asking_cabinet() AND (m.user_id = ANY (users) OR m.role IN ('manager', 'admin'))
        ORDER BY m.user_id = ANY (users) DESC, m.created_at, m.user_id $$`);
    await runner.query('DROP FUNCTION sweep_reminders, due_reminders');
    await runner.query('DROP INDEX appointments_to_come');
    await runner.query('DROP POLICY owner ON appointment_changes');
    await runner.query('DROP TABLE sent_reminders, reminder_refusals');
    await runner.query('ALTER TABLE cabinet_pages DROP COLUMN reminders');
  }
}

/** The function that lists due reminders; `condition` is of an appointment `a`. */
export const dueReminders = (condition: string): string => `
      CREATE OR REPLACE FUNCTION due_reminders(defaults integer[], within interval, most integer)
      RETURNS TABLE (cabinet_id uuid, appointment_id uuid, time_version integer, hours integer, wait double precision)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT a.cabinet_id, a.id, a.time_version, h.hours,
          extract(epoch FROM a.start_time - make_interval(hours => h.hours) - now())::double precision
        FROM (SELECT unnest(defaults) UNION SELECT unnest(reminders) FROM cabinet_pages) AS h (hours)
          JOIN appointments a ON a.status IN ('pending', 'confirmed')
            AND a.start_time > now() + make_interval(hours => h.hours) / 2
            AND a.start_time < now() + make_interval(hours => h.hours) + within
          LEFT JOIN cabinet_pages p ON p.cabinet_id = a.cabinet_id
        WHERE h.hours = ANY (coalesce(p.reminders, defaults))
          AND NOT EXISTS (SELECT FROM sent_reminders s
            WHERE s.appointment_id = a.id AND s.time_version = a.time_version AND s.hours = h.hours)
          AND NOT EXISTS (SELECT FROM appointment_changes c WHERE c.appointment_id = a.id AND c.version = a.time_version
            AND c.created_at > a.start_time - make_interval(hours => h.hours))
          ${condition}
        ORDER BY 5 LIMIT most $$`;
