import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Each taken span of a practitioner is a row of `busy`, and a constraint prevents overlaps. A transaction is in ONE cabinet
 * (`booking.cabinet_id`), and only while its caller is a member of it; platform administrators are not.
 */
export class CreateBusy1763700000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE practitioners
        ADD COLUMN exceptions jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN notice integer NOT NULL DEFAULT 0 CHECK (notice >= 0),
        ADD COLUMN horizon integer NOT NULL DEFAULT 365 CHECK (horizon > 0),
        ADD UNIQUE (cabinet_id, id)`);
    await runner.query(`
      CREATE FUNCTION asking_cabinet() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT cabinet_id FROM memberships
        WHERE user_id = asking_user() AND cabinet_id = nullif(current_setting('booking.cabinet_id', true), '')::uuid $$`);
    await runner.query(`
      CREATE TABLE busy (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        cabinet_id uuid NOT NULL,
        practitioner_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('absence', 'hold')),
        span tstzrange NOT NULL CHECK (NOT (isempty(span) OR lower_inf(span) OR upper_inf(span))),
        reason text,
        expires_at timestamptz(3),
        created_by integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        CHECK ((kind = 'hold') = (expires_at IS NOT NULL)),
        FOREIGN KEY (cabinet_id, practitioner_id) REFERENCES practitioners (cabinet_id, id),
        CONSTRAINT busy_no_overlap EXCLUDE USING gist (practitioner_id WITH =, span WITH &&)
      )`);
    await runner.query(`CREATE INDEX busy_holds ON busy (cabinet_id, created_by) WHERE kind = 'hold'`);
    await runner.query(`ALTER TABLE busy ENABLE ROW LEVEL SECURITY`);
    await runner.query(`ALTER TABLE busy FORCE ROW LEVEL SECURITY`);
    // The sub-select runs once per statement, not once per row.
    await runner.query(`CREATE POLICY member ON busy USING (cabinet_id = (SELECT asking_cabinet()))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE busy`);
    await runner.query(`DROP FUNCTION asking_cabinet`);
    await runner.query(`
      ALTER TABLE practitioners DROP CONSTRAINT practitioners_cabinet_id_id_key,
        DROP COLUMN exceptions, DROP COLUMN notice, DROP COLUMN horizon`);
  }
}
