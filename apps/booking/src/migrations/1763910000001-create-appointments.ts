import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Appointments and their history. While an appointment is pending or confirmed, a row of `busy` with its id holds the time,
 * buffer included; the other statuses hold none.
 */
export class CreateAppointments1763910000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE busy DROP CONSTRAINT busy_kind_check`);
    await runner.query(`ALTER TABLE busy ADD CONSTRAINT busy_kind_check CHECK (kind IN ('absence', 'hold', 'appointment'))`);
    await runner.query(`
      CREATE TABLE appointments (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        cabinet_id uuid NOT NULL,
        patient_id uuid NOT NULL,
        practitioner_id uuid NOT NULL,
        type text NOT NULL,
        status text NOT NULL DEFAULT 'pending'
          CHECK (status IN ('pending', 'confirmed', 'cancelled', 'completed', 'no_show')),
        start_time timestamptz(3) NOT NULL,
        duration integer NOT NULL CHECK (duration > 0),
        urgency text NOT NULL CHECK (urgency IN ('normal', 'urgent', 'emergency')),
        notes text,
        version integer NOT NULL DEFAULT 1,
        created_by integer NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        UNIQUE (cabinet_id, id),
        FOREIGN KEY (cabinet_id, patient_id) REFERENCES patients (cabinet_id, id),
        FOREIGN KEY (cabinet_id, practitioner_id) REFERENCES practitioners (cabinet_id, id)
      )`);
    await runner.query(`
      CREATE TABLE appointment_changes (
        appointment_id uuid NOT NULL,
        version integer NOT NULL,
        cabinet_id uuid NOT NULL,
        change text NOT NULL,
        status text NOT NULL,
        practitioner_id uuid NOT NULL,
        start_time timestamptz(3) NOT NULL,
        duration integer NOT NULL,
        user_id integer NOT NULL,
        reason text,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (appointment_id, version),
        FOREIGN KEY (cabinet_id, appointment_id) REFERENCES appointments (cabinet_id, id) ON DELETE CASCADE
      )`);
    for (const [name, columns] of [
      ['start', 'cabinet_id, start_time, id'],
      ['creation', 'cabinet_id, created_at, id'],
      ['update', 'cabinet_id, updated_at, id'],
      ['practitioner', 'practitioner_id, start_time, id'],
      ['patient', 'patient_id, start_time, id'],
    ])
      await runner.query(`CREATE INDEX appointments_by_${name} ON appointments (${columns})`);
    for (const table of ['appointments', 'appointment_changes']) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY member ON ${table} USING (cabinet_id = (SELECT asking_cabinet()))`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE appointment_changes, appointments`);
    await runner.query(`DELETE FROM busy WHERE kind = 'appointment'`);
    await runner.query(`ALTER TABLE busy DROP CONSTRAINT busy_kind_check`);
    await runner.query(`ALTER TABLE busy ADD CONSTRAINT busy_kind_check CHECK (kind IN ('absence', 'hold'))`);
  }
}
