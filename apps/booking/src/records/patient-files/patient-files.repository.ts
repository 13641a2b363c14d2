import { Injectable } from '@nestjs/common';
import type { PatientFacts } from '@veza/contracts';
import { Database, tableColumnsOf, type Transaction } from '@veza/database';
import { Hourly } from '@veza/platform';
import { Patient } from '../../patients/patients/patient.entity.js';
import type { Member } from '../../practice/tenancy/access.js';

/** Appointments as JSON, each with its history; their notes are sealed. */
const APPOINTMENTS = `
  SELECT a.id, a.cabinet_id AS "cabinetId", a.notes, a.sealed_notes AS "sealedNotes", a.note_key AS "noteKey", to_jsonb(a) - 'created_by'
    || jsonb_build_object('answers', (SELECT to_jsonb(s) - 'cabinet_id' - 'appointment_id' FROM appointment_answers s
      WHERE s.appointment_id = a.id)) || jsonb_build_object('history', (
    SELECT coalesce(jsonb_agg(to_jsonb(h) - 'cabinet_id' - 'appointment_id' ORDER BY h.version), '[]')
    FROM appointment_changes h WHERE h.appointment_id = a.id)) AS appointment
  FROM appointments a WHERE a.patient_id = $1 AND a.cabinet_id = $2`;

/** What is left of the facts of an erased patient. A fact that is not here does not compile. */
const ERASED = { firstName: `''`, lastName: `''`, email: 'NULL', phone: 'NULL', dateOfBirth: 'NULL' } satisfies Record<
  keyof PatientFacts,
  string
>;
const erased = new Map<string, string>(Object.entries(ERASED));
const NO_FACTS = tableColumnsOf(Patient)
  .flatMap(({ property, name }) => (erased.has(property) ? [`${name} = ${erased.get(property)}`] : []))
  .join(', ');

/** Raw SQL: whole rows as JSON, and changes of many rows by conditions. Row-level security limits all to the cabinet. */
@Injectable()
export class PatientFilesRepository {
  constructor(private readonly database: Database) {}

  /**
   * Keeps a locked copy, for the years of the policy, if the patient was treated within them: if an appointment has begun and was
   * neither cancelled nor missed.
   */
  async lock(tx: Transaction, { cabinetId }: Member, patientId: string): Promise<void> {
    await tx.query(
      `INSERT INTO locked_patients (patient_id, cabinet_id, record, until)
       SELECT p.id, p.cabinet_id,
         jsonb_build_object('patient', to_jsonb(p),
           'merged', (SELECT jsonb_agg(to_jsonb(m)) FROM patients m WHERE m.merged_into = $1), 'appointments', (SELECT jsonb_agg(appointment) FROM (${APPOINTMENTS}) AS a)),
         treated.last + make_interval(years => r.records_years)
       FROM retention_of($2) r, patients p, (SELECT max(start_time) AS last FROM appointments WHERE patient_id = $1 AND cabinet_id = $2
         AND start_time < now() AND status NOT IN ('cancelled', 'no_show')) AS treated
       WHERE p.id = $1 AND p.cabinet_id = $2 AND treated.last > now() - make_interval(years => r.records_years)`,
      [patientId, cabinetId],
    );
  }

  /** Deletes notes, answers, reasons, and mails that wait to be written. */
  async eraseAppointments(tx: Transaction, { cabinetId }: Member, patientId: string): Promise<void> {
    const whose = [patientId, cabinetId];
    await tx.query(
      `UPDATE appointment_changes SET reason = NULL WHERE reason IS NOT NULL AND cabinet_id = $2
         AND appointment_id IN (SELECT id FROM appointments WHERE patient_id = $1 AND cabinet_id = $2)`,
      whose,
    );
    await tx.query(
      'UPDATE appointments SET notes = NULL, sealed_notes = NULL, note_key = NULL WHERE patient_id = $1 AND cabinet_id = $2',
      whose,
    );
    await tx.query(
      `DELETE FROM appointment_answers WHERE cabinet_id = $2 AND appointment_id IN
         (SELECT id FROM appointments WHERE patient_id = $1 AND cabinet_id = $2)`,
      whose,
    );
    await tx.query(
      `DELETE FROM patient_mails WHERE cabinet_id = $2 AND appointment_id IN
         (SELECT id FROM appointments WHERE patient_id = $1 AND cabinet_id = $2)`,
      whose,
    );
  }

  /** The patient, and those who were merged into it. */
  async idsOf(tx: Transaction, { cabinetId }: Member, patientId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      'SELECT id FROM patients WHERE (id = $1 OR merged_into = $1) AND cabinet_id = $2 ORDER BY id',
      [patientId, cabinetId],
    );
    return rows.map(({ id }) => id);
  }

  /** With the duplicates that were merged. The people who stand for the patient, and entries of the waiting list with their offers and mails, go as well. */
  async erasePatient(tx: Transaction, { cabinetId }: Member, patientId: string): Promise<void> {
    await tx.query(
      `WITH ended AS (DELETE FROM waiting_entries WHERE patient_id = $1 AND cabinet_id = $2 RETURNING offer_id),
         unsent AS (DELETE FROM patient_mails WHERE cabinet_id = $2 AND offer_id IN (SELECT offer_id FROM ended))
       DELETE FROM busy WHERE kind = 'hold' AND cabinet_id = $2 AND id IN (SELECT offer_id FROM ended)`,
      [patientId, cabinetId],
    );
    await tx.query('DELETE FROM patient_contacts WHERE patient_id = $1 AND cabinet_id = $2', [patientId, cabinetId]);
    await tx.query(
      `UPDATE patients SET ${NO_FACTS},
         erased_at = now(), updated_at = now() WHERE (id = $1 OR merged_into = $1) AND cabinet_id = $2`,
      [patientId, cabinetId],
    );
  }

  /** Deletes locked copies whose time has passed, in every cabinet: only a function of the schema's owner may see them. */
  @Hourly('sweep of locked patients')
  async sweep(): Promise<void> {
    await this.database.query('SELECT sweep_locked_patients()');
  }
}
