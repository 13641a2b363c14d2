import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An absence may lie over appointments, and nothing else may. Two rows of a calendar conflict if their spans AND their layers
 * overlap. A row has all layers from 0 on; an absence that overrides takes one layer above 0 for itself, and what it is entered
 * over keeps the layer 0. `proposals` are the appointments that need another time; without a foreign key to the appointment,
 * because its lock and that of the calendar would be taken in both orders.
 */
export class DisplaceAppointments1763940000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE busy ADD COLUMN layers int8range NOT NULL DEFAULT '[0,)' CHECK (NOT isempty(layers)),
        DROP CONSTRAINT busy_no_overlap`);
    await runner.query(`
      ALTER TABLE busy ADD CONSTRAINT busy_no_overlap
        EXCLUDE USING gist (practitioner_id WITH =, span WITH &&, layers WITH &&)`);
    await runner.query(`
      CREATE TABLE proposals (
        appointment_id uuid PRIMARY KEY,
        cabinet_id uuid NOT NULL REFERENCES cabinets,
        time_version integer NOT NULL,
        told_at timestamptz(3),
        created_at timestamptz(3) NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE INDEX proposals_cabinet ON proposals (cabinet_id)');
    await runner.query('CREATE INDEX proposals_untold ON proposals (created_at) WHERE told_at IS NULL');
    await runner.query('ALTER TABLE proposals ENABLE ROW LEVEL SECURITY');
    await runner.query('ALTER TABLE proposals FORCE ROW LEVEL SECURITY');
    await runner.query('CREATE POLICY owner ON proposals TO CURRENT_ROLE USING (true)');
    await runner.query('CREATE POLICY member ON proposals USING (cabinet_id = (SELECT asking_staff()))');
    await runner.query(`
      CREATE FUNCTION untold_proposals(most integer) RETURNS TABLE (cabinet_id uuid, appointment_id uuid)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT p.cabinet_id, p.appointment_id FROM proposals p WHERE p.told_at IS NULL ORDER BY p.created_at LIMIT most $$`);
    // Those of appointments that have begun, were moved, or are closed.
    await runner.query(`
      CREATE FUNCTION sweep_proposals() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
        DELETE FROM proposals p WHERE NOT EXISTS (
          SELECT FROM appointments a WHERE a.id = p.appointment_id AND a.time_version = p.time_version
            AND a.status IN ('pending', 'confirmed') AND a.start_time > now()) $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION sweep_proposals, untold_proposals');
    await runner.query('DROP TABLE proposals');
    await runner.query('DELETE FROM busy WHERE lower(layers) > 0');
    await runner.query('ALTER TABLE busy DROP CONSTRAINT busy_no_overlap, DROP COLUMN layers');
    await runner.query(`
      ALTER TABLE busy ADD CONSTRAINT busy_no_overlap EXCLUDE USING gist (practitioner_id WITH =, span WITH &&)`);
  }
}
