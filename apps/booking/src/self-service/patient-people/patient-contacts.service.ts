import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, type patientContacts, type PatientContactView, type RpcInput } from '@veza/contracts';
import { once, type Transaction } from '@veza/database';
import { AuditService } from '../../practice/audit/audit.service.js';
import { PatientContact } from '../../patients/patient-mails/patient-contact.entity.js';
import { MOST_CONTACTS, PatientContactsRepository } from '../../patients/patient-mails/patient-contacts.repository.js';
import { PatientsService } from '../../patients/patients/patients.service.js';
import { type Member, requireStaff } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';

type In<Verb extends keyof typeof patientContacts> = RpcInput<(typeof patientContacts)[Verb]>;

/** The people who stand for a patient, as the cabinet enters them. */
@Injectable()
export class PatientContactsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly patients: PatientsService,
    private readonly contacts: PatientContactsRepository,
    private readonly audit: AuditService,
  ) {}

  list(caller: Caller, { id }: In<'list'>): Promise<{ items: PatientContactView[] }> {
    return this.aboutPatient(caller, id, async (tx, member) => {
      await this.audit.record(tx, member, 'read', [id]);
      return this.items(tx, member, id);
    });
  }

  /** The lock on the patient counts concurrent requests one after the other, and orders them with an erasure. */
  add(caller: Caller, { id, email: given, relation, language }: In<'add'>): Promise<{ items: PatientContactView[] }> {
    return this.aboutPatient(caller, id, async (tx, member) =>
      once(tx, async () => {
        const email = given.toLowerCase();
        const known = await tx.findBy(PatientContact, { patientId: id, cabinetId: member.cabinetId });
        if (known.length >= MOST_CONTACTS && !known.some((each) => each.email === email))
          throw new DeclaredError('CONFLICT', {
            message: `At most ${MOST_CONTACTS} people stand for a patient; remove one first`,
          });
        await this.contacts.add(tx, member, {
          patientId: id,
          email,
          relation,
          proof: 'cabinet',
          language: language ?? null,
          userId: null,
        });
        await this.audit.record(tx, member, 'updated', [id]);
        return this.items(tx, member, id);
      }),
    );
  }

  remove(caller: Caller, { id, email }: In<'remove'>): Promise<null> {
    return this.aboutPatient(caller, id, async (tx, { cabinetId, ...member }) => {
      const { affected } = await tx.delete(PatientContact, { patientId: id, email: email.toLowerCase(), cabinetId });
      if (affected !== 1) throw new DeclaredError('NOT_FOUND');
      await this.audit.record(tx, { cabinetId, ...member }, 'updated', [id]);
      return null;
    });
  }

  private async items(tx: Transaction, { cabinetId }: Member, patientId: string): Promise<{ items: PatientContactView[] }> {
    const found = await tx.find(PatientContact, {
      where: { patientId, cabinetId },
      order: { email: 'ASC' },
      take: MOST_CONTACTS,
    });
    return {
      items: found.map(({ email, relation, proof, userId, createdAt }) => {
        return { email, relation, proof, hasAccount: userId !== null, createdAt: createdAt.toISOString() };
      }),
    };
  }

  private aboutPatient<Result>(
    caller: Caller,
    id: string,
    work: (tx: Transaction, member: Member) => Promise<Result>,
  ): Promise<Result> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      await this.patients.view(tx, member, id, 'locked');
      return work(tx, member);
    });
  }
}
