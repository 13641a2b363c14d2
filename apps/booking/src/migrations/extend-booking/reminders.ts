import { policy, secured } from './policies.js';

/**
 * Reminders. What is due follows from the appointments, so nothing is planned in advance that a move would have to
 * undo; only what was sent is a row. A time that was set when its reminder was due already has just been announced. A
 * late reminder, after an outage, is sent until half of its hours are left. An appointment whose practitioner is away
 * has none until the patient has another time, or the absence ends.
 */
export const REMINDERS = `
  CREATE TABLE sent_reminders (
    appointment_id uuid NOT NULL,
    time_version integer NOT NULL,
    hours integer NOT NULL,
    cabinet_id uuid NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (appointment_id, time_version, hours),
    FOREIGN KEY (cabinet_id, appointment_id) REFERENCES appointments (cabinet_id, id) ON DELETE CASCADE
  );
  CREATE INDEX sent_reminders_age ON sent_reminders (created_at);
  CREATE TABLE reminder_refusals (
    cabinet_id uuid NOT NULL REFERENCES cabinets,
    address bytea NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (cabinet_id, address)
  );
  ${secured('sent_reminders', 'reminder_refusals')}
  ${policy('desk', ['sent_reminders', 'reminder_refusals'], 'USING (cabinet_id = (SELECT asking_desk()))')}
  CREATE POLICY owner ON sent_reminders TO CURRENT_ROLE USING (true);
  CREATE POLICY owner ON reminder_refusals FOR SELECT TO CURRENT_ROLE USING (true);

  CREATE FUNCTION due_reminders(defaults integer[], within interval, most integer)
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
          AND NOT EXISTS (SELECT FROM proposals d WHERE d.appointment_id = a.id AND d.time_version = a.time_version)
        ORDER BY 5 LIMIT most $$;
  CREATE FUNCTION sweep_reminders() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
      AS $$ DELETE FROM sent_reminders WHERE created_at < now() - interval '60 days' $$;
`;
