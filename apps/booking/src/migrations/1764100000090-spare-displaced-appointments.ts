import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An appointment whose practitioner is away then has no reminders until the patient has another time, or the absence ends. */
export class SpareDisplacedAppointments1764100000090 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      dueReminders('AND NOT EXISTS (SELECT FROM proposals d WHERE d.appointment_id = a.id AND d.time_version = a.time_version)'),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dueReminders(''));
  }
}

const dueReminders = (condition: string): string => `
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
