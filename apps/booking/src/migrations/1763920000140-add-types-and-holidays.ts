import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lengths and buffers by type of appointment, and the public holidays of a cabinet. */
export class AddTypesAndHolidays1763920000140 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE appointment_types (
        cabinet_id uuid NOT NULL REFERENCES cabinets,
        type text NOT NULL,
        duration integer CHECK (duration > 0),
        buffer integer CHECK (buffer >= 0),
        PRIMARY KEY (cabinet_id, type)
      )`);
    await runner.query('ALTER TABLE appointment_types ENABLE ROW LEVEL SECURITY');
    await runner.query('ALTER TABLE appointment_types FORCE ROW LEVEL SECURITY');
    await runner.query(`CREATE POLICY platform_admin ON appointment_types USING (asking_platform_admin())`);
    await runner.query(`
      CREATE POLICY member ON appointment_types FOR SELECT USING (cabinet_id = (SELECT asking_cabinet()))`);
    await runner.query(`
      CREATE POLICY manager ON appointment_types
      USING (cabinet_id = (SELECT asking_cabinet()) AND (SELECT asking_manager()))`);
    await runner.query(`
      ALTER TABLE cabinets ADD COLUMN holiday_region text, ADD COLUMN open_holidays text[] NOT NULL DEFAULT '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE cabinets DROP COLUMN holiday_region, DROP COLUMN open_holidays');
    await runner.query('DROP TABLE appointment_types');
  }
}
