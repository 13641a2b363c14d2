import { Injectable } from '@nestjs/common';
import type { VisitPatient } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { PatientContactsRepository } from '../../patients/patient-mails/patient-contacts.repository.js';
import { PatientsService } from '../../patients/patients/patients.service.js';
import type { Member } from '../../practice/tenancy/access.js';
import type { Visit } from './visit.entity.js';

/**
 * The patient of a visit: one whom the confirmed address already stands for, with the same name and no other date of birth, or
 * a new one. A visit reads and changes no file of a patient, and its response does not show whether there was one.
 */
@Injectable()
export class VisitPatientsService {
  constructor(
    private readonly patients: PatientsService,
    private readonly contacts: PatientContactsRepository,
  ) {}

  async admit(tx: Transaction, member: Member, visit: Visit, { relation, ...facts }: VisitPatient): Promise<string> {
    const { email, language, userId } = visit;
    const known = await this.contacts.samePerson(tx, member, { ...facts, email });
    const admitted = known === undefined ? { patientData: { ...facts, email } } : { patientId: known };
    const patientId = await this.patients.admit(tx, member, admitted);
    const contact = {
      patientId,
      email,
      relation: relation === 'child' ? 'guardian' : 'self',
      proof: 'email',
      language,
      userId,
    } as const;
    await this.contacts.add(tx, member, contact);
    return patientId;
  }
}
