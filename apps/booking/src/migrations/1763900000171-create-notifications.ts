import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A row is written by any member for the members whom a change concerns, and read by its own member only. The writer may
 * not read the memberships and preferences of others, so a function of the schema's owner selects the recipients: within
 * the cabinet of the transaction, and only while its caller is a member there.
 */
export class CreateNotifications1763900000171 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
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
        UNIQUE (notice_id, user_id)
      )`);
    await runner.query('CREATE INDEX notifications_newest ON notifications (cabinet_id, user_id, created_at, id)');
    await runner.query(
      'CREATE INDEX notifications_unread ON notifications (cabinet_id, user_id, created_at, id) WHERE read_at IS NULL',
    );
    await runner.query('CREATE INDEX notifications_user ON notifications (user_id, id)');
    await runner.query('CREATE INDEX notifications_age ON notifications (created_at)');
    await runner.query(`
      CREATE TABLE notification_preferences (
        cabinet_id uuid NOT NULL REFERENCES cabinets,
        user_id integer NOT NULL,
        muted text[] NOT NULL,
        PRIMARY KEY (cabinet_id, user_id)
      )`);
    const own = `user_id = asking_user() AND cabinet_id = (SELECT asking_cabinet())`;
    for (const table of ['notifications', 'notification_preferences']) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY own ON ${table} USING (${own})`);
    }
    await runner.query(`
      CREATE POLICY recorded ON notifications FOR INSERT WITH CHECK (cabinet_id = (SELECT asking_cabinet()))`);
    // For the export of personal data, which is outside of a cabinet.
    await runner.query(`
      CREATE POLICY export ON notifications FOR SELECT
      USING (user_id = asking_user() AND coalesce(current_setting('booking.cabinet_id', true), '') = '')`);

    const here = `cabinet_id::text = current_setting('booking.cabinet_id', true)`;
    await runner.query(`CREATE POLICY recipients ON memberships FOR SELECT TO CURRENT_ROLE USING (${here})`);
    await runner.query(`CREATE POLICY recipients ON notification_preferences FOR SELECT TO CURRENT_ROLE USING (${here})`);
    await runner.query(`
      CREATE FUNCTION members_concerned(users integer[], kind text) RETURNS TABLE (user_id integer, muted boolean)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT m.user_id, EXISTS (SELECT FROM notification_preferences p
          WHERE p.cabinet_id = m.cabinet_id AND p.user_id = m.user_id AND kind = ANY (p.muted))
        FROM memberships m
        WHERE m.cabinet_id = asking_cabinet() AND (m.user_id = ANY (users) OR m.role IN ('manager', 'admin'))
        ORDER BY m.user_id = ANY (users) DESC, m.created_at, m.user_id $$`);
    await runner.query(`CREATE POLICY expired ON notifications TO CURRENT_ROLE USING (created_at < now() - interval '90 days')`);
    await runner.query(`
      CREATE FUNCTION sweep_notifications() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
      AS $$ DELETE FROM notifications WHERE id IN
        (SELECT id FROM notifications WHERE created_at < now() - interval '90 days' ORDER BY created_at LIMIT 10000) $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION sweep_notifications, members_concerned');
    await runner.query('DROP POLICY recipients ON memberships');
    await runner.query('DROP TABLE notifications, notification_preferences');
  }
}
