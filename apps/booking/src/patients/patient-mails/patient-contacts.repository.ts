import { Injectable } from '@nestjs/common';
import type { MailLanguage, PatientFacts } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import type { Member } from '../../practice/tenancy/access.js';
import type { PatientContact } from './patient-contact.entity.js';

const MOST_RECIPIENTS = 5;
/** People who stand for a patient. */
export const MOST_CONTACTS = 50;

export interface Recipient {
  email: string;
  language: MailLanguage;
}

/** The phone of a patient who agrees to reminders by SMS, as it was entered. */
export interface PhoneOfPatient {
  phone: string;
  /** ISO 3166: where the cabinet is, if it has public holidays. */
  region: string | null;
  language: MailLanguage;
}

/** Raw SQL: names are compared as the search does, and a contact that exists keeps its proof. */
@Injectable()
export class PatientContactsRepository {
  /** A patient for whom the address stands, with the same name and no other date of birth. */
  async samePerson(
    tx: Transaction,
    { cabinetId }: Member,
    { firstName, lastName, dateOfBirth, email }: Pick<PatientFacts, 'firstName' | 'lastName' | 'dateOfBirth'> & { email: string },
  ): Promise<string | undefined> {
    const [found] = await tx.query<{ id: string }>(
      `SELECT id FROM patients p WHERE cabinet_id = $1 AND erased_at IS NULL
         AND (lower(p.email) = $2 OR id IN (SELECT patient_id FROM patient_contacts WHERE email = $2 AND cabinet_id = $1))
         AND plain(last_name || ' ' || first_name) = plain($3)
         AND (date_of_birth IS NULL OR $4::date IS NULL OR date_of_birth = $4)
       ORDER BY created_at, id LIMIT 1`,
      [cabinetId, email, `${lastName} ${firstName}`, dateOfBirth ?? null],
    );
    return found?.id;
  }

  async add(
    tx: Transaction,
    { cabinetId }: Member,
    { patientId, email, relation, proof, language, userId }: Omit<PatientContact, 'cabinetId' | 'createdAt'>,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO patient_contacts AS c (patient_id, email, cabinet_id, relation, proof, language, user_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (patient_id, email) DO UPDATE
         SET language = coalesce(excluded.language, c.language), user_id = coalesce(c.user_id, excluded.user_id)`,
      [patientId, email, cabinetId, relation, proof, language, userId],
    );
  }

  async consentingPhone(tx: Transaction, { cabinetId }: Member, patientId: string): Promise<PhoneOfPatient | undefined> {
    const [found] = await tx.query<PhoneOfPatient>(
      `SELECT p.phone, c.holiday_region AS region, coalesce(g.language, 'fr') AS language
       FROM patients p JOIN cabinets c ON c.id = p.cabinet_id LEFT JOIN cabinet_pages g ON g.cabinet_id = p.cabinet_id
       WHERE p.id = $1 AND p.cabinet_id = $2 AND p.phone IS NOT NULL AND p.sms_consent_at IS NOT NULL`,
      [patientId, cabinetId],
    );
    return found;
  }

  /** The addresses that get mails about a patient: of the contacts, and the one in the file. */
  recipients(tx: Transaction, { cabinetId }: Member, patientId: string): Promise<Recipient[]> {
    return tx.query<Recipient>(
      `SELECT a.email, coalesce(max(a.language), (SELECT language FROM cabinet_pages WHERE cabinet_id = $2), 'fr') AS language
       FROM (
         SELECT email, language FROM patient_contacts WHERE patient_id = $1 AND cabinet_id = $2
         UNION ALL
         SELECT lower(email), NULL FROM patients WHERE id = $1 AND cabinet_id = $2 AND email IS NOT NULL
       ) AS a GROUP BY a.email ORDER BY a.email LIMIT ${MOST_RECIPIENTS}`,
      [patientId, cabinetId],
    );
  }
}
