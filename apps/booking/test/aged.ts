import type { BookingUnderTest } from './booking-under-test.js';

/** Moves a cabinet into the past, as the owner of the tables: its patients with their appointments, and its audit. */
export const aged = (booking: BookingUnderTest) => ({
  async patient(id: string, interval: string) {
    await booking.asOwner.query('UPDATE booking.patients SET updated_at = updated_at - $2::interval WHERE id = $1', [
      id,
      interval,
    ]);
    await booking.asOwner.query('UPDATE booking.appointments SET start_time = start_time - $2::interval WHERE patient_id = $1', [
      id,
      interval,
    ]);
  },

  /** The chain of the moved lines is a valid one. */
  async audit(cabinetId: string, interval: string) {
    await booking.asOwner.query(`
      ALTER TABLE booking.patient_audit DISABLE TRIGGER append_only;
      DO $$
      DECLARE line booking.patient_audit; last bytea := '';
      BEGIN
        FOR line IN SELECT * FROM booking.patient_audit WHERE cabinet_id = '${cabinetId}' ORDER BY seq LOOP
          line.at := line.at - interval '${interval}';
          line.previous := last;
          line.hash := booking.patient_audit_hash(line);
          last := line.hash;
          UPDATE booking.patient_audit SET at = line.at, previous = line.previous, hash = line.hash
          WHERE cabinet_id = line.cabinet_id AND seq = line.seq;
        END LOOP;
        UPDATE booking.patient_audit_heads SET hash = last WHERE cabinet_id = '${cabinetId}';
      END $$;
      ALTER TABLE booking.patient_audit ENABLE TRIGGER append_only`);
  },

  /** An appointment that took place now, for `patient` to move. */
  async treat(cabinetId: string, practitionerId: string, patientId: string) {
    await booking.asOwner.query(
      `INSERT INTO booking.appointments
         (cabinet_id, patient_id, practitioner_id, type, status, start_time, duration, urgency, notes, created_by)
       VALUES ($1, $2, $3, 'soin', 'completed', now(), 30, 'normal', 'pénicilline', 1)`,
      [cabinetId, patientId, practitionerId],
    );
  },
});
