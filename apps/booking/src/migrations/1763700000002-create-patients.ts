import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePatients1763700000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // unaccent() depends on a setting and cannot be indexed; with an explicit dictionary it is immutable.
    await runner.query(`
      CREATE FUNCTION fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS $$ SELECT lower(public.unaccent('public.unaccent', value)) $$`);
    await runner.query(`
      CREATE TABLE patients (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        cabinet_id uuid NOT NULL REFERENCES cabinets,
        first_name text NOT NULL,
        last_name text NOT NULL,
        email text NOT NULL,
        phone text,
        name_key text NOT NULL GENERATED ALWAYS AS (fold(last_name || ' ' || first_name)) STORED,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        UNIQUE (cabinet_id, id)
      )`);
    await runner.query(`CREATE INDEX patients_by_name ON patients (cabinet_id, name_key, id)`);
    await runner.query(`ALTER TABLE patients ENABLE ROW LEVEL SECURITY`);
    await runner.query(`ALTER TABLE patients FORCE ROW LEVEL SECURITY`);
    await runner.query(`CREATE POLICY member ON patients USING (cabinet_id = (SELECT asking_cabinet()))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE patients`);
    await runner.query(`DROP FUNCTION fold`);
  }
}
