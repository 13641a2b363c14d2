import type { FileSection } from '@veza/contracts';
import type { PersonalRows } from '@veza/database';

const ITS_APPOINTMENTS = '(SELECT a.id FROM appointments a WHERE a.patient_id = $1)';

/**
 * The rows of each section of a patient's file; those of appointments are read elsewhere, because their notes are sealed. Raw
 * SQL: pages of all tables are read alike, as text. Row-level security limits them to the cabinet. Of other people there are ids of accounts, and the addresses that stand for the patient.
 */
export const SECTION_ROWS: Record<Exclude<FileSection, 'appointments'>, PersonalRows> = {
  patient: {
    columns: 'p.id, p.cabinet_id, p.first_name, p.last_name, p.email, p.phone, p.date_of_birth, p.created_at, p.updated_at',
    from: 'patients p WHERE p.id = $1',
    key: 'p.id',
    keyType: 'uuid',
  },
  merges: {
    columns: 'm.id, m.first_name, m.last_name, m.email, m.phone, m.date_of_birth, m.created_at, m.erased_at AS merged_at',
    from: 'patients m WHERE m.merged_into = $1',
    key: 'm.id',
    keyType: 'uuid',
  },
  appointment_changes: {
    columns: `h.appointment_id, h.version, h.change, h.status, h.practitioner_id, h.start_time, h.duration, h.reason,
      greatest(h.user_id, 0) AS user_id, h.created_at`,
    from: `appointment_changes h WHERE h.appointment_id IN ${ITS_APPOINTMENTS}`,
    key: `h.appointment_id || ' ' || lpad(h.version::text, 10, '0')`,
    keyType: 'text',
  },
  proposals: {
    columns: 'd.appointment_id, d.time_version, d.told_at, d.created_at',
    from: `proposals d WHERE d.appointment_id IN ${ITS_APPOINTMENTS}`,
    key: 'd.appointment_id',
    keyType: 'uuid',
  },
  waiting_list: {
    columns: `w.id, w.practitioner_id, w.type, w.duration, w.date_from, w.date_to, w.mailbox, w.status, w.refused,
      w.offered_practitioner, w.offered_start, w.offered_until, w.appointment_id, w.created_at`,
    from: 'waiting_entries w WHERE w.patient_id = $1',
    key: 'w.id',
    keyType: 'uuid',
  },
  contacts: {
    columns: 'c.email, c.relation, c.proof, c.language, c.user_id IS NOT NULL AS has_account, c.created_at',
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
    columns: 'm.kind, m.recipient, m.language, m.appointment_id, m.created_at',
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
    columns: 'l.placed_at, l.until, l.lifted_at',
    from: 'legal_holds l WHERE l.patient_id = $1',
    key: 'l.id',
    keyType: 'uuid',
  },
  erasure_requests: {
    columns: 'e.requested_at',
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
