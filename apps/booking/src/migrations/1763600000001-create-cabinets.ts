import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Row-level security separates the cabinets: it is FORCEd on every table, and the role of the service owns none of them.
 * Each transaction sets its caller (`booking.user_id`, `booking.platform_admin`); without a caller it sees no row.
 */
export class CreateCabinets1763600000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // After a transaction that set it locally, a setting of the session is '' and not NULL.
    await runner.query(`
      CREATE FUNCTION asking_user() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT nullif(current_setting('booking.user_id', true), '')::integer $$`);
    await runner.query(`
      CREATE FUNCTION asking_platform_admin() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT coalesce(current_setting('booking.platform_admin', true), '') = 'true' $$`);
    await runner.query(`
      CREATE TABLE cabinets (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        name text NOT NULL,
        timezone text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE memberships (
        cabinet_id uuid NOT NULL REFERENCES cabinets,
        user_id integer NOT NULL,
        role text NOT NULL CHECK (role IN ('patient', 'practitioner', 'manager', 'admin')),
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (cabinet_id, user_id)
      )`);
    await runner.query(`CREATE INDEX memberships_user ON memberships (user_id)`);
    await runner.query(`
      CREATE TABLE practitioners (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        cabinet_id uuid NOT NULL REFERENCES cabinets,
        user_id integer NOT NULL,
        first_name text NOT NULL,
        last_name text NOT NULL,
        working_hours jsonb NOT NULL,
        buffer integer NOT NULL CHECK (buffer >= 0),
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        UNIQUE (cabinet_id, user_id)
      )`);
    for (const table of ['cabinets', 'memberships', 'practitioners']) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY platform_admin ON ${table} USING (asking_platform_admin())`);
    }
    await runner.query(`CREATE POLICY own ON memberships FOR SELECT USING (user_id = asking_user())`);
    for (const [table, cabinet] of [
      ['cabinets', 'id'],
      ['practitioners', 'cabinet_id'],
    ]) {
      await runner.query(`
        CREATE POLICY member ON ${table} FOR SELECT
        USING (EXISTS (SELECT 1 FROM memberships m WHERE m.cabinet_id = ${table}.${cabinet} AND m.user_id = asking_user()))`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE practitioners, memberships, cabinets`);
    await runner.query(`DROP FUNCTION asking_user, asking_platform_admin`);
  }
}
