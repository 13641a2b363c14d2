import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The row of an erased patient stays without data, because appointments refer to it. */
export class ErasePatients1763910000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE patients ADD COLUMN erased_at timestamptz(3)');
    await runner.query(`
      CREATE TABLE locked_patients (
        patient_id uuid PRIMARY KEY,
        cabinet_id uuid NOT NULL,
        record jsonb NOT NULL,
        until timestamptz(3) NOT NULL,
        FOREIGN KEY (cabinet_id, patient_id) REFERENCES patients (cabinet_id, id)
      )`);
    await runner.query('CREATE INDEX locked_patients_until ON locked_patients (until)');
    await runner.query('ALTER TABLE locked_patients ENABLE ROW LEVEL SECURITY');
    await runner.query('ALTER TABLE locked_patients FORCE ROW LEVEL SECURITY');
    // Without a policy for SELECT, UPDATE or DELETE the service reads and changes no row.
    await runner.query(`
      CREATE POLICY locked ON locked_patients FOR INSERT WITH CHECK (cabinet_id = (SELECT asking_cabinet()))`);
    await runner.query('CREATE POLICY owner ON locked_patients TO CURRENT_ROLE USING (true)');
    await runner.query(`
      CREATE FUNCTION sweep_locked_patients() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
      AS $$ DELETE FROM locked_patients WHERE until < now() $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION sweep_locked_patients');
    await runner.query('DROP TABLE locked_patients');
    await runner.query('ALTER TABLE patients DROP COLUMN erased_at');
  }
}
