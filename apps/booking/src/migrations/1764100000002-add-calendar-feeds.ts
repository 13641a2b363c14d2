import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Secret feeds. A request for one has no caller, so functions of the owner find the account of a secret, and what it may see. */
export class AddCalendarFeeds1764100000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE cabinet_pages ADD COLUMN feed_names text NOT NULL DEFAULT 'initials'
        CHECK (feed_names IN ('none', 'initials', 'names'))`);
    await runner.query(`
      CREATE TABLE calendar_feeds (
        token_hash bytea PRIMARY KEY,
        user_id integer NOT NULL,
        cabinet_id uuid REFERENCES cabinets,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        UNIQUE NULLS NOT DISTINCT (user_id, cabinet_id)
      )`);
    await runner.query('ALTER TABLE calendar_feeds ENABLE ROW LEVEL SECURITY');
    await runner.query('ALTER TABLE calendar_feeds FORCE ROW LEVEL SECURITY');
    await runner.query('CREATE POLICY owner ON calendar_feeds TO CURRENT_ROLE USING (true)');
    await runner.query('CREATE POLICY own ON calendar_feeds USING (user_id = (SELECT asking_user()))');
    await runner.query(`
      CREATE FUNCTION calendar_feed(secret bytea) RETURNS TABLE (user_id integer, cabinet_id uuid)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
      AS $$ SELECT f.user_id, f.cabinet_id FROM calendar_feeds f WHERE f.token_hash = secret $$`);
    await runner.query(`
      CREATE FUNCTION forget_feeds(account integer) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
      AS $$ DELETE FROM calendar_feeds WHERE user_id = account $$`);
    await runner.query(`
      CREATE FUNCTION own_calendar(since timestamptz, until timestamptz, most integer) RETURNS TABLE (
        id uuid, cabinet_id uuid, cabinet text, status text, start_time timestamptz, duration integer, version integer,
        created_at timestamptz, updated_at timestamptz, practitioner text, patient text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT a.id, a.cabinet_id, o.cabinet, a.status, a.start_time, a.duration, a.version, a.created_at, a.updated_at,
          trim(r.first_name || ' ' || r.last_name), o.first_name
        FROM own_patients() o JOIN appointments a ON a.patient_id = o.id JOIN practitioners r ON r.id = a.practitioner_id
        WHERE a.start_time >= since AND a.start_time < until
          AND (a.status <> 'cancelled' OR a.updated_at > now() - interval '14 days')
        ORDER BY a.start_time, a.id LIMIT most $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION own_calendar, forget_feeds, calendar_feed');
    await runner.query('DROP TABLE calendar_feeds');
    await runner.query('ALTER TABLE cabinet_pages DROP COLUMN feed_names');
  }
}
