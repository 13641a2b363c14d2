import { policy, secured } from './policies.js';

const TABLES = ['notifications', 'notification_preferences'];
const HERE = `cabinet_id::text = current_setting('booking.cabinet_id', true)`;
/** For the export of personal data, which is outside of a cabinet. */
const EXPORTED = `user_id = asking_user() AND coalesce(current_setting('booking.cabinet_id', true), '') = ''`;

/**
 * A row is written by any member for the members whom a change concerns, and read by its own member only. The writer
 * may not read the memberships and preferences of others, so a function of the schema's owner selects the recipients:
 * within the cabinet of the transaction, and only while its caller is a member there.
 *
 * Accounts that stand for a patient are no members, so no other policy of a cabinet shows them anything:
 * `asking_patient()` is the cabinet of their transaction, for their own notifications only. A member who also stands
 * for the patient is concerned once, as a member.
 */
export const NOTIFICATIONS = `
  CREATE TABLE notifications (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    cabinet_id uuid NOT NULL REFERENCES cabinets,
    user_id integer NOT NULL,
    notice_id uuid NOT NULL,
    type text NOT NULL CHECK (type IN ('appointment', 'patient', 'system', 'emergency')),
    priority text NOT NULL CHECK (priority IN ('low', 'medium', 'high', 'critical')),
    title text NOT NULL,
    message text NOT NULL,
    data jsonb NOT NULL,
    read_at timestamptz(3),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    -- What it states, without its language.
    words jsonb,
    UNIQUE (notice_id, user_id)
  );
  CREATE INDEX notifications_newest ON notifications (cabinet_id, user_id, created_at, id);
  CREATE INDEX notifications_unread ON notifications (cabinet_id, user_id, created_at, id) WHERE read_at IS NULL;
  CREATE INDEX notifications_user ON notifications (user_id, id);
  CREATE INDEX notifications_age ON notifications (created_at);
  CREATE TABLE notification_preferences (
    cabinet_id uuid NOT NULL REFERENCES cabinets,
    user_id integer NOT NULL,
    muted text[] NOT NULL,
    PRIMARY KEY (cabinet_id, user_id)
  );
  CREATE FUNCTION asking_patient() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT cabinet_id FROM own_patients() WHERE cabinet_id::text = current_setting('booking.cabinet_id', true) LIMIT 1 $$;
  ${secured(...TABLES)}
  ${policy('own', TABLES, 'USING (user_id = asking_user() AND cabinet_id = (SELECT asking_cabinet()))')}
  ${policy('patient', TABLES, 'USING (user_id = asking_user() AND cabinet_id = (SELECT asking_patient()))')}
  ${policy('owner', TABLES, 'TO CURRENT_ROLE USING (true)')}
  ${policy('recipients', ['memberships', 'notification_preferences'], `FOR SELECT TO CURRENT_ROLE USING (${HERE})`)}
  CREATE POLICY recorded ON notifications FOR INSERT WITH CHECK (cabinet_id = (SELECT asking_cabinet()));
  CREATE POLICY export ON notifications FOR SELECT USING (${EXPORTED});
  CREATE POLICY expired ON notifications TO CURRENT_ROLE USING (created_at < now() - interval '90 days');

  CREATE FUNCTION members_concerned(users integer[], kind text, managers boolean) RETURNS TABLE (user_id integer, muted boolean)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT m.user_id, EXISTS (SELECT FROM notification_preferences p
          WHERE p.cabinet_id = m.cabinet_id AND p.user_id = m.user_id AND kind = ANY (p.muted))
        FROM memberships m
        WHERE m.cabinet_id = asking_cabinet() AND (m.user_id = ANY (users) OR managers AND m.role IN ('manager', 'admin'))
        ORDER BY m.user_id = ANY (users) DESC, m.created_at, m.user_id $$;
  CREATE FUNCTION people_concerned(users integer[], kind text, managers boolean, patient uuid)
      RETURNS TABLE (user_id integer, muted boolean) LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT c.user_id, c.muted FROM members_concerned(users, kind, managers) c
        UNION ALL
        SELECT DISTINCT k.user_id, EXISTS (SELECT FROM notification_preferences p
          WHERE p.cabinet_id = k.cabinet_id AND p.user_id = k.user_id AND kind = ANY (p.muted))
        FROM patient_contacts k
        WHERE k.cabinet_id = asking_cabinet() AND k.patient_id = patient AND k.user_id IS NOT NULL
          AND NOT EXISTS (SELECT FROM members_concerned(users, kind, managers) c WHERE c.user_id = k.user_id) $$;
  CREATE FUNCTION sweep_notifications() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
      AS $$ DELETE FROM notifications WHERE id IN
        (SELECT id FROM notifications WHERE created_at < now() - interval '90 days' ORDER BY created_at LIMIT 10000) $$;
`;
