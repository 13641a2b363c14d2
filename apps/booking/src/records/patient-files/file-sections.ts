import type { FileSection } from '@veza/contracts';
import { ownColumnsOf, type PersonalRows } from '@veza/database';
import { AppointmentHistory } from '../../appointments/appointments/appointment-history.entity.js';
import { ErasureRequest } from '../../patients/legal-holds/erasure-request.entity.js';
import { LegalHold } from '../../patients/legal-holds/legal-hold.entity.js';
import { PatientContact } from '../../patients/patient-mails/patient-contact.entity.js';
import { PatientMailRequest } from '../../patients/patient-mails/patient-mail.entity.js';
import { Patient } from '../../patients/patients/patient.entity.js';
import { AppointmentProposal } from '../../appointments/proposals/proposal.entity.js';
import { WaitingEntry } from '../../self-service/waiting-list/waiting-entry.entity.js';

/** Columns that are left out, because. */
const OWN = { cabinetId: 'that of the patient' };
const ITS = { ...OWN, patientId: 'the patient' };
const ENTRY = { ...ITS, number: 'internal', offerId: 'internal' };
const MAIL = { ...OWN, id: 'internal', offerId: 'internal', secret: 'secret' };
const HOLD = { ...ITS, id: 'internal', reason: 'of the cabinet', placedBy: 'of the cabinet', liftedBy: 'of the cabinet' };

const ITS_APPOINTMENTS = '(SELECT a.id FROM appointments a WHERE a.patient_id = $1)';

/**
 * The rows of each section of a patient's file; those of appointments are read elsewhere, because their notes are sealed. Raw
 * SQL: pages of all tables are read alike, as text. Row-level security limits them to the cabinet. Of other people there are ids of accounts, and the addresses that stand for the patient.
 */
export const SECTION_ROWS: Record<Exclude<FileSection, 'appointments'>, PersonalRows> = {
  patient: {
    columns: ownColumnsOf(Patient, 'p', { erasedAt: 'null', mergedInto: 'null' }),
    from: 'patients p WHERE p.id = $1',
    key: 'p.id',
    keyType: 'uuid',
  },
  merges: {
    columns: `${ownColumnsOf(Patient, 'm', { ...OWN, erasedAt: 'as merged_at', mergedInto: 'the patient' })}, m.erased_at AS merged_at`,
    from: 'patients m WHERE m.merged_into = $1',
    key: 'm.id',
    keyType: 'uuid',
  },
  appointment_changes: {
    columns: `${ownColumnsOf(AppointmentHistory, 'h', { ...OWN, userId: 'of accounts only' })}, greatest(h.user_id, 0) AS user_id`,
    from: `appointment_changes h WHERE h.appointment_id IN ${ITS_APPOINTMENTS}`,
    key: `h.appointment_id || ' ' || lpad(h.version::text, 10, '0')`,
    keyType: 'text',
  },
  proposals: {
    columns: ownColumnsOf(AppointmentProposal, 'd', OWN),
    from: `proposals d WHERE d.appointment_id IN ${ITS_APPOINTMENTS}`,
    key: 'd.appointment_id',
    keyType: 'uuid',
  },
  waiting_list: {
    columns: ownColumnsOf(WaitingEntry, 'w', ENTRY),
    from: 'waiting_entries w WHERE w.patient_id = $1',
    key: 'w.id',
    keyType: 'uuid',
  },
  contacts: {
    columns: `${ownColumnsOf(PatientContact, 'c', { ...ITS, userId: 'as has_account' })}, c.user_id IS NOT NULL AS has_account`,
    from: 'patient_contacts c WHERE c.patient_id = $1',
    key: 'c.email',
    keyType: 'text',
  },
  visits: {
    columns: 'v.email, v.language, v.network, v.has_account, v.created_at, v.expires_at',
    from: 'visits_of_patient($1) v WHERE true',
    key: 'v.id',
    keyType: 'bigint',
  },
  mails: {
    columns: ownColumnsOf(PatientMailRequest, 'm', MAIL),
    from: `patient_mails m WHERE (m.appointment_id IN ${ITS_APPOINTMENTS}
      OR m.offer_id IN (SELECT w.offer_id FROM waiting_entries w WHERE w.patient_id = $1))`,
    key: 'm.id',
    keyType: 'uuid',
  },
  reminders: {
    columns: 'r.appointment_id, r.time_version, r.hours, r.created_at',
    from: 'reminders_of_patient($1) r WHERE true',
    key: `r.appointment_id || ' ' || lpad(r.time_version::text, 10, '0') || ' ' || lpad(r.hours::text, 10, '0')`,
    keyType: 'text',
  },
  reminder_refusals: {
    columns: 'r.email, r.created_at',
    from: 'refusals_of_patient($1) r WHERE true',
    key: 'r.email',
    keyType: 'text',
  },
  legal_holds: {
    columns: ownColumnsOf(LegalHold, 'l', HOLD),
    from: 'legal_holds l WHERE l.patient_id = $1',
    key: 'l.id',
    keyType: 'uuid',
  },
  erasure_requests: {
    columns: ownColumnsOf(ErasureRequest, 'e', { ...ITS, requestedBy: 'of the cabinet' }),
    from: 'erasure_requests e WHERE e.patient_id = $1',
    key: 'e.patient_id',
    keyType: 'uuid',
  },
  audit: {
    columns: 'a.action, a.at, greatest(a.user_id, 0) AS user_id',
    from: 'patient_audit a WHERE a.patient_ids && ARRAY(SELECT m.id FROM patients m WHERE m.id = $1 OR m.merged_into = $1)',
    key: 'a.seq',
    keyType: 'bigint',
  },
};
