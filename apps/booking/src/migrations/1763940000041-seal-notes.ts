import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Notes are sealed with a key of their cabinet (decision 156). `rotate-note-keys` seals the notes that exist, so `notes` stays
 * until then. An erased cabinet takes its keys along.
 */
export class SealNotes1763940000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE cabinet_keys (
        cabinet_id uuid NOT NULL REFERENCES cabinets ON DELETE CASCADE,
        id integer NOT NULL,
        master text NOT NULL,
        wrapped bytea NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (cabinet_id, id)
      )`);
    await runner.query('ALTER TABLE cabinet_keys ENABLE ROW LEVEL SECURITY');
    await runner.query('ALTER TABLE cabinet_keys FORCE ROW LEVEL SECURITY');
    await runner.query('CREATE POLICY member ON cabinet_keys USING (cabinet_id = (SELECT asking_staff()))');
    // The rotation runs as the owner.
    await runner.query('CREATE POLICY owner ON cabinet_keys TO CURRENT_ROLE USING (true)');
    await runner.query('CREATE POLICY sealed ON appointments FOR UPDATE TO CURRENT_ROLE USING (true)');
    await runner.query(`
      CREATE FUNCTION one_cabinet_key_of_each_master() RETURNS TABLE (cabinet uuid, key integer, master text, wrapped bytea)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT DISTINCT ON (k.master) k.cabinet_id, k.id, k.master, k.wrapped FROM cabinet_keys k ORDER BY k.master $$`);
    await runner.query(`
      ALTER TABLE appointments ADD COLUMN sealed_notes bytea, ADD COLUMN note_key integer,
        ADD CHECK ((sealed_notes IS NULL) = (note_key IS NULL)),
        ADD FOREIGN KEY (cabinet_id, note_key) REFERENCES cabinet_keys (cabinet_id, id)`);
    await runner.query('CREATE INDEX appointments_note_key ON appointments (cabinet_id, note_key) WHERE note_key IS NOT NULL');
    await runner.query('CREATE INDEX appointments_open_notes ON appointments (id) WHERE notes IS NOT NULL');
  }

  /** Sealed notes are lost: only the service can open them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX appointments_open_notes');
    await runner.query('ALTER TABLE appointments DROP COLUMN sealed_notes, DROP COLUMN note_key');
    await runner.query('DROP FUNCTION one_cabinet_key_of_each_master');
    await runner.query('DROP POLICY sealed ON appointments');
    await runner.query('DROP TABLE cabinet_keys');
  }
}
