import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Calendars elsewhere. Their busy times are rows of `busy` that go with the import. The address is sealed: it is a secret that shows
 * the whole calendar.
 */
export class ImportCalendars1764100000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendar_imports (
        id uuid PRIMARY KEY,
        cabinet_id uuid NOT NULL,
        practitioner_id uuid NOT NULL,
        host text NOT NULL,
        address bytea NOT NULL,
        etag text,
        last_modified text,
        read_at timestamptz(3),
        succeeded_at timestamptz(3),
        failed_at timestamptz(3),
        failure text,
        failures integer NOT NULL DEFAULT 0,
        runs integer NOT NULL DEFAULT 0,
        run_at timestamptz(3),
        next_run_at timestamptz(3) NOT NULL DEFAULT now(),
        created_by integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        FOREIGN KEY (cabinet_id, practitioner_id) REFERENCES practitioners (cabinet_id, id)
      )`);
    await runner.query('CREATE INDEX calendar_imports_due ON calendar_imports (next_run_at)');
    await runner.query('CREATE INDEX calendar_imports_practitioner ON calendar_imports (practitioner_id)');
    await runner.query('ALTER TABLE calendar_imports ENABLE ROW LEVEL SECURITY');
    await runner.query('ALTER TABLE calendar_imports FORCE ROW LEVEL SECURITY');
    await runner.query('CREATE POLICY owner ON calendar_imports FOR SELECT TO CURRENT_ROLE USING (true)');
    await runner.query('CREATE POLICY member ON calendar_imports USING (cabinet_id = (SELECT asking_staff()))');
    await runner.query(`
      CREATE FUNCTION due_calendar_imports(most integer) RETURNS TABLE (cabinet_id uuid, id uuid)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT i.cabinet_id, i.id FROM calendar_imports i WHERE i.next_run_at <= now() ORDER BY i.next_run_at LIMIT most $$`);

    await runner.query(`
      ALTER TABLE busy DROP CONSTRAINT busy_kind_check,
        ADD CONSTRAINT busy_kind_check CHECK (kind IN ('absence', 'hold', 'appointment', 'imported')),
        ADD COLUMN import_id uuid REFERENCES calendar_imports ON DELETE CASCADE,
        ADD CONSTRAINT busy_import CHECK ((kind = 'imported') = (import_id IS NOT NULL))`);
    await runner.query('CREATE INDEX busy_imported ON busy (import_id) WHERE import_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION due_calendar_imports');
    await runner.query(`DELETE FROM busy WHERE kind = 'imported'`);
    await runner.query(`
      ALTER TABLE busy DROP COLUMN import_id, DROP CONSTRAINT busy_kind_check,
        ADD CONSTRAINT busy_kind_check CHECK (kind IN ('absence', 'hold', 'appointment'))`);
    await runner.query('DROP TABLE calendar_imports');
  }
}
